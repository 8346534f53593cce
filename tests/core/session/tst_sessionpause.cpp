// What a session makes of a peer that is not heard for a while, or is gone meanwhile.
#include "core/session/session.h"

#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"

using namespace std::chrono_literals;
using namespace sluice;
using Lines = std::vector<std::string>;

class TestSessionPause : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPausedSessionReadsLater();
    void aPausedSessionIsNotStale();
    void whatWasSaidBeforeTheEndIsHeard();
    void whatHasBeenReadWaitsForAPauseOfHearing_data();
    void whatHasBeenReadWaitsForAPauseOfHearing();
    void whoIsGoneDoesNotHoldItsPlaceThroughAPause();
};

void TestSessionPause::aPausedSessionReadsLater()
{
    SessionBench bench;
    bench.open();
    bench.session->pause(Session::Pause::Reading);
    bench.send(Opcode::Text, "patience");
    bench.letTheLoopSeeIt();
    QCOMPARE(bench.owner.texts, Lines());
    bench.session->send(RecordingOwner::text("it may still be spoken to"));
    QVERIFY(bench.sees("Text it may still be spoken to"));
    bench.session->pause(Session::Pause::None);
    QTRY_COMPARE(bench.owner.texts, Lines { "patience" });
}

// Its pong may stand in what is not read.
void TestSessionPause::aPausedSessionIsNotStale()
{
    SessionBench bench;
    bench.open();
    bench.session->pause(Session::Pause::Reading);
    bench.pass(25s);
    QVERIFY(bench.sees("Ping"));
    bench.send(Opcode::Pong, {});
    for (int i = 0; i < 5; ++i)
        bench.pass(20s);
    QCOMPARE(bench.session->state(), Session::State::Open);
    bench.session->pause(Session::Pause::None);
    QTRY_VERIFY(bench.session->roundTripMs().has_value());
    bench.pass(25s);
    bench.pass(20s);
    QVERIFY(bench.sees("Close 1001 stale")); // this time nothing has come
}

void TestSessionPause::whatWasSaidBeforeTheEndIsHeard()
{
    constexpr std::size_t texts = 1500; // more than a turn's share
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.pause(Session::Pause::Reading); };
    bench.open();
    std::string flood;
    for (std::size_t i = 0; i < texts; ++i)
        flood += encodeMaskedFrame(Opcode::Text, "x", 7);
    bench.send(flood);
    QTRY_VERIFY(!bench.owner.texts.empty());
    bench.vanish(); // with a reset
    QTRY_COMPARE(bench.owner.texts.size(), texts);
}

void TestSessionPause::whatHasBeenReadWaitsForAPauseOfHearing_data()
{
    QTest::addColumn<bool>("vanishes");
    QTest::addColumn<bool>("answered");
    QTest::newRow("of a peer that stays") << false << false;
    QTest::newRow("of a peer that stays and is answered") << false << true;
    QTest::newRow("of a peer that is gone, with a reset") << true << false;
    QTest::newRow("of a peer that is gone, though it is answered") << true << true;
}

void TestSessionPause::whatHasBeenReadWaitsForAPauseOfHearing()
{
    QFETCH(const bool, vanishes);
    QFETCH(const bool, answered);
    constexpr std::size_t texts = 20;
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.pause(Session::Pause::Hearing); };
    bench.open();
    std::string flood;
    for (std::size_t i = 0; i < texts; ++i)
        flood += encodeMaskedFrame(Opcode::Text, std::to_string(i), 7);
    bench.send(flood);
    QTRY_VERIFY(!bench.owner.texts.empty());
    if (vanishes)
        bench.vanish();
    for (std::size_t heard = 1; heard < texts; ++heard) {
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(bench.owner.texts.size(), heard);
        QCOMPARE(bench.owner.gone, 0);
        bench.session->pause(Session::Pause::None);
        if (answered)
            bench.session->send(RecordingOwner::text("yes"));
        QTRY_COMPARE(bench.owner.texts.size(), heard + 1);
        QCOMPARE(bench.owner.texts.back(), std::to_string(heard));
    }
    bench.session->pause(Session::Pause::None);
    bench.vanish();
    QVERIFY(bench.isGone());
}

void TestSessionPause::whoIsGoneDoesNotHoldItsPlaceThroughAPause()
{
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.pause(Session::Pause::Hearing); };
    bench.open();
    bench.pass(25s);
    QVERIFY(bench.sees("Ping"));
    bench.send(encodeMaskedFrame(Opcode::Text, "one", 7) + encodeMaskedFrame(Opcode::Pong, {}, 7)
               + encodeMaskedFrame(Opcode::Text, "two", 7)
               + encodeMaskedFrame(Opcode::Text, "three", 7));
    QTRY_VERIFY(!bench.owner.texts.empty());
    bench.vanish();
    int turns = 0;
    while (EpollDispatcher::current()->processEvents(QEventLoop::AllEvents))
        QVERIFY(++turns < 100); // its end is no reason to go round and round
    QCOMPARE(bench.owner.gone, 0);
    bench.session->pause(Session::Pause::None);
    QTRY_COMPARE(bench.owner.texts, (Lines { "one", "two" }));
    bench.pass(20s);
    QCOMPARE(bench.owner.gone, 1);
}

SLUICE_EPOLL_MAIN(TestSessionPause)
#include "tst_sessionpause.moc"
