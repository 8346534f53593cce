#include "core/net/acceptpace.h"

#include <QTest>

using namespace std::chrono_literals;
using sluice::AcceptPace;

namespace {

struct Crowd {
    // So many newcomers a second, and so many of those who came are short-lived.
    void come(std::uint64_t newcomers, std::uint64_t shortLived, std::chrono::milliseconds time,
              std::chrono::milliseconds step = 5ms)
    {
        for (const auto until = now + time; now < until;) {
            now += step;
            counts.taken += newcomers * std::uint64_t(step.count()) / 1000;
            counts.shortLived += shortLived * std::uint64_t(step.count()) / 1000;
            const bool before = pace.isHeld();
            pace.look(counts, now);
            changes += before != pace.isHeld() ? 1 : 0;
        }
    }

    AcceptPace pace;
    AcceptPace::Clock::time_point now { 1h };
    AcceptPace::Counts counts { 3'000'000, 1'000'000 }; // of other days
    int changes = 0;
};

constexpr auto most = AcceptPace::aSecond;

} // namespace

class TestAcceptPace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoIsHeldBack_data();
    void whoIsHeldBack();
    void tooManyAreSeenAtOnce();
    void itIsHeldAsLongAsItLasts_data();
    void itIsHeldAsLongAsItLasts();
    void itIsReleasedWhenItIsOver_data();
    void itIsReleasedWhenItIsOver();
    void pulsesAreSeenAsWell();
};

void TestAcceptPace::whoIsHeldBack_data()
{
    QTest::addColumn<quint64>("newcomers");
    QTest::addColumn<quint64>("shortLived");
    QTest::addColumn<int>("stepMs");
    QTest::addColumn<bool>("held");
    QTest::newRow("nobody") << quint64 { 0 } << quint64 { 0 } << 5 << false;
    QTest::newRow("a crowd that stays") << quint64 { 50000 } << quint64 { 1000 } << 5 << false;
    QTest::newRow("a crowd that leaves while few come")
        << quint64 { 200 } << quint64 { 50000 } << 5 << false;
    QTest::newRow("as many as may be") << quint64 { most } << quint64 { most } << 5 << false;
    QTest::newRow("too many") << quint64 { most * 2 } << quint64 { most * 2 } << 5 << true;
    QTest::newRow("too many, in long turns")
        << quint64 { most * 2 } << quint64 { most * 2 } << 110 << true;
}

void TestAcceptPace::whoIsHeldBack()
{
    QFETCH(const quint64, newcomers);
    QFETCH(const quint64, shortLived);
    QFETCH(const int, stepMs);
    Crowd crowd;
    crowd.come(newcomers, shortLived, 5s, std::chrono::milliseconds(stepMs));
    QTEST(crowd.pace.isHeld(), "held");
    QCOMPARE(crowd.changes, crowd.pace.isHeld() ? 1 : 0);
}

void TestAcceptPace::tooManyAreSeenAtOnce()
{
    Crowd crowd;
    crowd.come(0, 0, 1s);
    crowd.come(2 * most, 2 * most, 2 * AcceptPace::toHold);
    QVERIFY(crowd.pace.isHeld());
}

void TestAcceptPace::itIsHeldAsLongAsItLasts_data()
{
    QTest::addColumn<quint64>("taken");
    QTest::newRow("at the pace") << quint64 { most };
    QTest::newRow("on a machine that does not keep up with it") << quint64 { most / 4 };
    QTest::newRow("of whom most are reset while they wait") << quint64 { 4 * most };
}

void TestAcceptPace::itIsHeldAsLongAsItLasts()
{
    QFETCH(const quint64, taken);
    Crowd crowd;
    crowd.come(4 * most, 4 * most, 1s);
    crowd.come(taken, taken, 10s);
    QVERIFY(crowd.pace.isHeld());
    QCOMPARE(crowd.changes, 1);
}

void TestAcceptPace::itIsReleasedWhenItIsOver_data()
{
    QTest::addColumn<quint64>("newcomers");
    QTest::addColumn<quint64>("shortLived");
    QTest::addColumn<int>("stepMs");
    QTest::newRow("others come, who stay") << quint64 { most } << quint64 { 400 } << 5;
    QTest::newRow("few come, to leave again") << quint64 { 200 } << quint64 { 200 } << 5;
    QTest::newRow("one comes, much later") << quint64 { 1 } << quint64 { 1 } << 60000;
}

void TestAcceptPace::itIsReleasedWhenItIsOver()
{
    QFETCH(const quint64, newcomers);
    QFETCH(const quint64, shortLived);
    QFETCH(const int, stepMs);
    Crowd crowd;
    crowd.come(4 * most, 4 * most, 1s);
    crowd.come(newcomers, shortLived, 2 * AcceptPace::toRelease, std::chrono::milliseconds(stepMs));
    QVERIFY(!crowd.pace.isHeld());
    crowd.come(newcomers, shortLived, 10s);
    QCOMPARE(crowd.changes, 2);
}

void TestAcceptPace::pulsesAreSeenAsWell()
{
    Crowd crowd;
    for (int i = 0; i < 10 && !crowd.pace.isHeld(); ++i) {
        crowd.now += 100ms; // nobody comes
        crowd.come(20 * most, 20 * most, 15ms);
    }
    QVERIFY(crowd.pace.isHeld());
}

QTEST_GUILESS_MAIN(TestAcceptPace)
#include "tst_acceptpace.moc"
