#include "core/session/session.h"

#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"
#include <algorithm>

using namespace std::chrono_literals;
using namespace sluice;
using State = Session::State;
using Lines = std::vector<std::string>;

class TestSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHandshakeGoesOutWithTheFirstFrame();
    void aHandshakeWithoutAFrameGoesOutAlone();
    void aHandshakeGoesAheadOfARefusal();
    void nothingIsReadBeforeItIsOpen();
    void nothingIsReadOfAPeerThatGaveUpBeforeItWasOpen();
    void octetsBehindTheHeadAreKept();
    void textsBinariesAndFragmentsArrive();
    void pingsAreAnswered();
    void aPeerThatVanishesIsGone_data();
    void aPeerThatVanishesIsGone();
    void keepAliveAsksAndMeasures();
    void withoutAPongItIsStale();
    void pongsNobodyAskedForMeanNothing();
    void withoutKeepAliveNobodyIsAsked();
    void ofAFloodOfPingsTheNewestIsAnswered();
    void whoSendsMuchIsHeardInSeveralTurns();
    void answersToWhatCameTogetherGoOutTogether();
    void theOwnerMayCloseInTheMiddle();
    void theOwnerMayAbortInTheMiddle();
    void abortIsToldOnce();
    void destroyedWhileOpen();
};

void TestSession::theHandshakeGoesOutWithTheFirstFrame()
{
    SessionBench bench;
    bench.session->begin(SessionBench::handshake, {});
    QCOMPARE(bench.session->state(), State::Joining);
    char octet = 0; // over loopback what is sent has arrived
    QCOMPARE(::recv(bench.peer, &octet, 1, MSG_PEEK | MSG_DONTWAIT), ssize_t { -1 });
    bench.session->open({ RecordingOwner::text("welcome"), RecordingOwner::text("replay") });
    QCOMPARE(bench.session->state(), State::Open);
    QVERIFY(bench.sees("Text replay"));
    QCOMPARE(bench.seen(), (Lines { "Text welcome", "Text replay" }));
    QCOMPARE(bench.head, std::string(SessionBench::handshake));
}

void TestSession::aHandshakeWithoutAFrameGoesOutAlone()
{
    SessionBench bench;
    bench.open({});
    QTRY_COMPARE((bench.seen(), bench.head), std::string(SessionBench::handshake));
    QCOMPARE(bench.seen(), Lines());
}

void TestSession::aHandshakeGoesAheadOfARefusal()
{
    SessionBench bench;
    bench.session->begin(SessionBench::handshake, {});
    bench.session->close(CloseReason::InvalidClientId);
    QVERIFY(bench.sees("Close 1003 invalid_client_id"));
    QCOMPARE(bench.head, std::string(SessionBench::handshake));
}

void TestSession::nothingIsReadBeforeItIsOpen()
{
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.send(RecordingOwner::text("answer")); };
    bench.session->begin(SessionBench::handshake, {});
    bench.send(Opcode::Text, "hasty");
    bench.letTheLoopSeeIt();
    QCOMPARE(bench.owner.texts, Lines());
    bench.session->open({ RecordingOwner::text("welcome") });
    QVERIFY(bench.sees("Text answer"));
    QCOMPARE(bench.seen(), (Lines { "Text welcome", "Text answer" }));
    QCOMPARE(bench.owner.texts, Lines { "hasty" });
}

void TestSession::nothingIsReadOfAPeerThatGaveUpBeforeItWasOpen()
{
    SessionBench bench;
    bench.session->begin(SessionBench::handshake, {});
    bench.send(Opcode::Text, "hasty");
    bench.vanish();
    QTest::qWait(0);
    bench.session->open({ RecordingOwner::text("welcome") });
    QVERIFY(bench.isGone());
    QCOMPARE(bench.owner.texts, Lines());
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
}

void TestSession::octetsBehindTheHeadAreKept()
{
    SessionBench bench;
    const std::string frames
        = encodeMaskedFrame(Opcode::Text, "one", 7) + encodeMaskedFrame(Opcode::Text, "two", 7);
    bench.session->begin(SessionBench::handshake, frames.substr(0, frames.size() - 2));
    bench.send(frames.substr(frames.size() - 2)); // cut in the middle of the second one
    bench.letTheLoopSeeIt();
    QCOMPARE(bench.owner.texts, Lines());
    bench.session->open({});
    QTRY_COMPARE(bench.owner.texts, (Lines { "one", "two" }));
}

void TestSession::textsBinariesAndFragmentsArrive()
{
    SessionBench bench;
    bench.open();
    bench.send(Opcode::Text, "Вітаємо");
    bench.send(Opcode::Binary, std::string_view("\0\xff", 2));
    bench.send(Opcode::Text, "a", false);
    bench.send(Opcode::Ping, "between");
    bench.send(Opcode::Continuation, "b");
    bench.send(Opcode::Text, std::string(60000, 'x')); // more than one read of the loop
    QTRY_COMPARE(bench.owner.texts.size(), std::size_t { 3 });
    QCOMPARE(bench.owner.texts, (Lines { "Вітаємо", "ab", std::string(60000, 'x') }));
    QCOMPARE(bench.owner.binaries, Lines { std::string("\0\xff", 2) });
    QVERIFY(bench.sees("Pong between"));
}

void TestSession::pingsAreAnswered()
{
    SessionBench bench;
    bench.open();
    bench.send(Opcode::Ping, "");
    QVERIFY(bench.sees("Pong"));
    bench.send(Opcode::Ping, std::string(125, 'p'));
    QVERIFY(bench.sees("Pong " + std::string(125, 'p')));
}

void TestSession::aPeerThatVanishesIsGone_data()
{
    QTest::addColumn<bool>("withReset");
    QTest::newRow("with a reset") << true;
    QTest::newRow("with the end of its stream") << false;
}

void TestSession::aPeerThatVanishesIsGone()
{
    QFETCH(bool, withReset);
    SessionBench bench;
    bench.open();
    bench.send(Opcode::Text, "last words");
    QTRY_COMPARE(bench.owner.texts, Lines { "last words" });
    withReset ? bench.vanish() : bench.finishSending();
    QVERIFY(bench.isGone());
    QCOMPARE(bench.session->state(), State::Gone);
    const Departure& end = bench.owner.departures.at(0);
    QCOMPARE(int { end.code }, 1006);
    QVERIFY(!end.clean && !end.cause);
    bench.session->send(RecordingOwner::text("anybody?"));
    bench.session->close(CloseReason::Kicked);
    bench.session->abort();
    QCOMPARE(bench.owner.gone, 1);
}

void TestSession::keepAliveAsksAndMeasures()
{
    SessionBench bench;
    bench.open();
    for (int round = 1; round <= 3; ++round) {
        bench.pass(24s);
        QCOMPARE(std::count(bench.seen().begin(), bench.seen().end(), "Ping"),
                 std::ptrdiff_t { round - 1 });
        bench.pass(1s);
        QTRY_COMPARE(std::count(bench.seen().begin(), bench.seen().end(), "Ping"),
                     std::ptrdiff_t { round });
        bench.send(Opcode::Pong, {});
        bench.letTheLoopTakeIt();
    }
    QCOMPARE(bench.session->state(), State::Open);
}

void TestSession::withoutAPongItIsStale()
{
    SessionBench bench;
    bench.open();
    bench.pass(25s);
    QVERIFY(bench.sees("Ping"));
    bench.send(Opcode::Text, "words are no pong");
    QTRY_COMPARE(bench.owner.texts.size(), std::size_t { 1 });
    bench.pass(19s);
    QCOMPARE(bench.session->state(), State::Open);
    bench.pass(1s);
    QVERIFY(bench.sees("Close 1001 stale"));
    bench.pass(5s);
    QCOMPARE(bench.owner.gone, 1);
    QVERIFY(bench.owner.departures.at(0).cause == CloseReason::Stale);
}

void TestSession::pongsNobodyAskedForMeanNothing()
{
    SessionBench bench;
    bench.open();
    bench.send(Opcode::Pong, "early");
    bench.send(Opcode::Text, "then this");
    QTRY_COMPARE(bench.owner.texts.size(), std::size_t { 1 });
    bench.pass(25s);
    QVERIFY(bench.sees("Ping"));
    bench.pass(20s);
    QVERIFY(bench.sees("Close 1001 stale"));
}

void TestSession::withoutKeepAliveNobodyIsAsked()
{
    SessionLimits limits;
    limits.pingInterval = 0ms;
    SessionBench bench(limits);
    bench.open();
    bench.pass(24h);
    bench.session->send(RecordingOwner::text("still here"));
    QVERIFY(bench.sees("Text still here"));
    QCOMPARE(bench.seen(), Lines { "Text still here" });
}

void TestSession::ofAFloodOfPingsTheNewestIsAnswered()
{
    constexpr int pings = 2000;
    SessionBench bench;
    bench.open();
    std::string flood;
    for (int i = 0; i < pings; ++i)
        flood += encodeMaskedFrame(Opcode::Ping, {}, 7);
    bench.send(flood);
    bench.send(Opcode::Ping, "mark");
    QVERIFY(bench.sees("Pong mark"));
    QVERIFY(bench.seen().size() > 9); // a few are answered one by one
    QVERIFY(bench.seen().size() < pings / 2);
}

void TestSession::whoSendsMuchIsHeardInSeveralTurns()
{
    constexpr std::size_t texts = 1500;
    SessionBench bench;
    bench.open();
    std::string flood;
    for (std::size_t i = 0; i < texts; ++i)
        flood += encodeMaskedFrame(Opcode::Text, "x", 7);
    bench.send(flood);
    std::size_t most = 0;
    while (bench.owner.texts.size() < texts) {
        const std::size_t before = bench.owner.texts.size();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        most = std::max(most, bench.owner.texts.size() - before);
    }
    QVERIFY(most <= texts / 2);
}

void TestSession::answersToWhatCameTogetherGoOutTogether()
{
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.send(RecordingOwner::text("answer")); };
    bench.open();
    std::string two = encodeMaskedFrame(Opcode::Text, "a", 7);
    two += encodeMaskedFrame(Opcode::Ping, "p", 7) + encodeMaskedFrame(Opcode::Text, "b", 7);
    bench.send(two);
    QVERIFY(bench.sees("Pong p"));
    QCOMPARE(bench.seen(), (Lines { "Text answer", "Pong p", "Text answer" }));
    QCOMPARE(bench.session->queuedOctets(), std::size_t { 0 });
}

void TestSession::theOwnerMayCloseInTheMiddle()
{
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.close(CloseReason::RateLimited); };
    bench.open();
    bench.send(encodeMaskedFrame(Opcode::Text, "one", 7)
               + encodeMaskedFrame(Opcode::Text, "two", 7));
    QVERIFY(bench.sees("Close 1008 rate_limited"));
    bench.sendClose(1000);
    QVERIFY(bench.sees("EOF"));
    QCOMPARE(bench.owner.texts, Lines { "one" });
}

void TestSession::theOwnerMayAbortInTheMiddle()
{
    SessionBench bench;
    bench.owner.onText = [](Session& session) { session.abort(); };
    bench.open();
    bench.send(encodeMaskedFrame(Opcode::Text, "one", 7)
               + encodeMaskedFrame(Opcode::Text, "two", 7));
    QVERIFY(bench.isGone());
    QCOMPARE(bench.owner.texts, Lines { "one" });
    bench.session.reset();
    QVERIFY(bench.sees("EOF"));
}

void TestSession::abortIsToldOnce()
{
    SessionBench bench;
    bench.open();
    bench.session->abort();
    bench.session->abort();
    bench.pass(1h);
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
    QCOMPARE(bench.owner.gone, 1);
    QCOMPARE(int { bench.owner.departures[0].code }, 1006);
}

void TestSession::destroyedWhileOpen()
{
    SessionBench bench;
    bench.open();
    bench.pass(25s);
    bench.send(Opcode::Text, "unread");
    bench.session.reset();
    QTRY_VERIFY(!bench.seen().empty() && bench.ended);
    bench.pass(1h);
    QCOMPARE(bench.owner.gone, 0);
    QVERIFY(bench.owner.texts.empty());
}

SLUICE_EPOLL_MAIN(TestSession)
#include "tst_session.moc"
