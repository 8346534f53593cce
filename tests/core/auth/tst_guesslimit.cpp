#include "core/auth/guesslimit.h"

#include <QTest>

using namespace std::chrono_literals;
using sluice::GuessLimit;

namespace {

const GuessLimit::Clock::time_point start { std::chrono::hours(1) };

void spend(GuessLimit& limit, std::string_view address, GuessLimit::Clock::time_point now)
{
    for (int i = 0; i < GuessLimit::burst; ++i)
        limit.wrong(GuessLimit::Of::Clients, address, now);
}

} // namespace

class TestGuessLimit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tenWrongOnesAreLookedAt();
    void anotherOneIsDueAfterAWhile();
    void oneAddressIsNotAnother_data();
    void oneAddressIsNotAnother();
    void oneLineAMinuteIsEnough();
    void itsMemoryIsBounded();
};

void TestGuessLimit::tenWrongOnesAreLookedAt()
{
    GuessLimit limit;
    for (int i = 0; i < GuessLimit::burst; ++i) {
        QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start), 0ms);
        QCOMPARE(limit.wrong(GuessLimit::Of::Clients, "192.0.2.7", start),
                 i == GuessLimit::burst - 1);
    }
    QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start), 6000ms);
    QCOMPARE(limit.wait(GuessLimit::Of::Operators, "192.0.2.7", start), 0ms);
}

void TestGuessLimit::anotherOneIsDueAfterAWhile()
{
    GuessLimit limit;
    spend(limit, "192.0.2.7", start);
    QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start + 5999ms), 1ms);
    QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start + 6s), 0ms);
    limit.wrong(GuessLimit::Of::Clients, "192.0.2.7", start + 6s);
    QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start + 6s), 6000ms);
    QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start + 2min), 0ms);
    spend(limit, "192.0.2.7", start + 2min); // all ten again
    QCOMPARE(limit.wait(GuessLimit::Of::Clients, "192.0.2.7", start + 2min), 6000ms);
}

void TestGuessLimit::oneAddressIsNotAnother_data()
{
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("waits");
    QTest::newRow("the same") << QByteArray("2001:db8::1") << true;
    QTest::newRow("of the same subscriber") << QByteArray("2001:db8::dead:beef") << true;
    QTest::newRow("of another one") << QByteArray("2001:db8:0:1::1") << false;
    QTest::newRow("of the other protocol") << QByteArray("192.0.2.7") << false;
    QTest::newRow("none at all") << QByteArray("") << false;
}

void TestGuessLimit::oneAddressIsNotAnother()
{
    QFETCH(QByteArray, other);
    GuessLimit limit;
    spend(limit, "2001:db8::1", start);
    QTEST(limit.wait(GuessLimit::Of::Clients, other.toStdString(), start) > 0ms, "waits");
}

void TestGuessLimit::oneLineAMinuteIsEnough()
{
    GuessLimit limit;
    int lines = 0;
    for (auto time = start; time < start + 5min; time += 1s) // one who never gives up
        if (limit.wait(GuessLimit::Of::Clients, "192.0.2.7", time) == 0ms)
            lines += limit.wrong(GuessLimit::Of::Clients, "192.0.2.7", time) ? 1 : 0;
    QVERIFY(lines >= 4 && lines <= 5);
}

void TestGuessLimit::itsMemoryIsBounded()
{
    GuessLimit limit;
    for (std::size_t i = 0; i < 3 * GuessLimit::mostAddresses; ++i)
        limit.wrong(GuessLimit::Of::Clients,
                    "10." + std::to_string(i >> 16U) + '.' + std::to_string(i >> 8U & 255U) + '.'
                        + std::to_string(i & 255U),
                    start);
    QCOMPARE(limit.addresses(), GuessLimit::mostAddresses);
    limit.wrong(GuessLimit::Of::Clients, "192.0.2.7", start + 1h); // all the others have paid
    QCOMPARE(limit.addresses(), std::size_t(1));
}

QTEST_APPLESS_MAIN(TestGuessLimit)
#include "tst_guesslimit.moc"
