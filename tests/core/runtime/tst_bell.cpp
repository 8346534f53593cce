#include "core/runtime/bell.h"

#include "core/runtime/mailbox.h"
#include <QTest>
#include <poll.h>
#include <thread>

using namespace sluice;

namespace {

bool hasRung(const SharedBell& bell)
{
    pollfd watched { bell->descriptor(), POLLIN, 0 };
    return poll(&watched, 1, 0) == 1;
}

} // namespace

class TestBell : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void outsideATurnItRingsAtOnce();
    void insideATurnItRingsAtTheEnd();
    void aThreadThatIsAboutToWaitRingsWhatItHolds();
    void aTurnInsideATurnRingsForBoth();
    void isQuietUntilItIsRungAnew();
    void nobodyWaitsForAnothersTurn();
    void mayBeRungWhenItsMailboxIsGone();
    void manyLettersDoNotWaitForTheTurnsEnd();
};

void TestBell::outsideATurnItRingsAtOnce()
{
    const auto bell = std::make_shared<const Bell>();
    QVERIFY(!hasRung(bell));
    BellTurn::ringAtTurnsEnd(bell);
    QVERIFY(hasRung(bell));
}

void TestBell::insideATurnItRingsAtTheEnd()
{
    const auto bell = std::make_shared<const Bell>();
    {
        const BellTurn turn;
        BellTurn::ringAtTurnsEnd(bell);
        QVERIFY(!hasRung(bell));
    }
    QVERIFY(hasRung(bell));
}

void TestBell::aThreadThatIsAboutToWaitRingsWhatItHolds()
{
    const auto bell = std::make_shared<const Bell>();
    const BellTurn turn;
    BellTurn::ringAtTurnsEnd(bell);
    BellTurn::ringHeld();
    QVERIFY(hasRung(bell));
}

void TestBell::aTurnInsideATurnRingsForBoth()
{
    const auto outer = std::make_shared<const Bell>();
    const auto inner = std::make_shared<const Bell>();
    const BellTurn turn;
    BellTurn::ringAtTurnsEnd(outer);
    {
        const BellTurn nested;
        BellTurn::ringAtTurnsEnd(inner);
    }
    QVERIFY(hasRung(inner));
    QVERIFY(hasRung(outer));
}

void TestBell::isQuietUntilItIsRungAnew()
{
    const auto bell = std::make_shared<const Bell>();
    bell->ring();
    bell->ring();
    bell->quieten();
    QVERIFY(!hasRung(bell));
    bell->ring();
    QVERIFY(hasRung(bell));
}

void TestBell::nobodyWaitsForAnothersTurn()
{
    Mailbox mailbox;
    mailbox.attach();
    int read = 0;
    const BellTurn turn;
    mailbox.post([&read] { ++read; });
    std::thread([&] { mailbox.post([&read] { ++read; }); }).join();
    QTRY_COMPARE(read, 2);
}

void TestBell::mayBeRungWhenItsMailboxIsGone()
{
    const BellTurn turn;
    auto mailbox = std::make_unique<Mailbox>();
    QVERIFY(mailbox->post([] {}));
    mailbox.reset();
    BellTurn::ringHeld(); // a sanitizer would see a descriptor or memory that is gone
}

void TestBell::manyLettersDoNotWaitForTheTurnsEnd()
{
    Mailbox mailbox;
    mailbox.attach();
    int read = 0;
    const BellTurn turn;
    for (int i = 0; i < 15; ++i)
        mailbox.post([&read] { ++read; });
    QCoreApplication::processEvents();
    QCOMPARE(read, 0);
    mailbox.post([&read] { ++read; });
    QTRY_COMPARE(read, 16);
}

QTEST_GUILESS_MAIN(TestBell)
#include "tst_bell.moc"
