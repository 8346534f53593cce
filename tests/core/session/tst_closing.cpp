// The closing handshake of a session, from both sides (RFC 6455 §7).
#include "core/session/session.h"

#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"

using namespace std::chrono_literals;
using namespace sluice;
using State = Session::State;
using Lines = std::vector<std::string>;

class TestClosing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePeersCloseIsEchoed_data();
    void thePeersCloseIsEchoed();
    void ourCloseWaitsForItsAnswer();
    void afterOurCloseOnlyTheirsCounts();
    void anUnansweredCloseEndsInTime();
    void lingeringEndsInTime();
    void lingeringDiscardsWhatStillComes();
    void violationsAreNamed_data();
    void violationsAreNamed();
    void aPausedSessionStillCloses();
    void refusedWhileJoining();
    void whoHangsUpWhileHeldIsGone_data();
    void whoHangsUpWhileHeldIsGone();
    void whoIsHeldMayStillBeLetIn();
    void echoSessionsCloseWithoutJson();
};

void TestClosing::thePeersCloseIsEchoed_data()
{
    QTest::addColumn<int>("code"); // 0: an empty Close
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("departure");
    QTest::newRow("the usual") << 1000 << ""
                               << "Close 1000" << 1000;
    QTest::newRow("going away, and why") << 1001 << "за обрієм"
                                         << "Close 1001" << 1001;
    QTest::newRow("without a code") << 0 << ""
                                    << "Close 1005" << 1005;
    QTest::newRow("a registered code") << 3000 << ""
                                       << "Close 3000" << 3000;
    QTest::newRow("a private code") << 4999 << "bye"
                                    << "Close 4999" << 4999;
}

void TestClosing::thePeersCloseIsEchoed()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    QFETCH(QString, answer);
    QFETCH(int, departure);
    SessionBench bench;
    bench.open();
    if (code == 0)
        bench.send(Opcode::Close, {});
    else
        bench.sendClose(static_cast<std::uint16_t>(code), reason.toStdString());
    QVERIFY(bench.sees("EOF")); // the server shuts its side first (RFC 6455 §7.1.1)
    QCOMPARE(bench.seen(), (Lines { answer.toStdString(), "EOF" }));
    QCOMPARE(bench.session->state(), State::Lingering);
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
    const Departure& end = bench.owner.departures[0];
    QCOMPARE(int { end.code }, departure);
    QCOMPARE(end.reason, reason.toStdString());
    QVERIFY(!end.cause);
    QVERIFY(end.clean);
    QCOMPARE(bench.owner.gone, 0);
    bench.finishSending();
    QVERIFY(bench.isGone());
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
}

void TestClosing::ourCloseWaitsForItsAnswer()
{
    SessionBench bench;
    bench.open();
    bench.session->close(CloseReason::Kicked);
    QVERIFY(bench.sees("Close 1008 kicked"));
    QCOMPARE(bench.seen(), (Lines { "Text disconnect kicked", "Close 1008 kicked" }));
    QCOMPARE(bench.session->state(), State::Closing);
    QVERIFY(bench.owner.departures.empty());
    bench.session->close(CloseReason::Stale); // too late to say something else
    bench.sendClose(1008);
    QVERIFY(bench.sees("EOF"));
    QCOMPARE(bench.seen(), (Lines { "Text disconnect kicked", "Close 1008 kicked", "EOF" }));
    const Departure& end = bench.owner.departures.at(0);
    QCOMPARE(int { end.code }, 1008);
    QCOMPARE(end.reason, std::string("kicked"));
    QVERIFY(end.cause == CloseReason::Kicked);
    QVERIFY(end.clean);
    bench.finishSending();
    QVERIFY(bench.isGone());
}

void TestClosing::afterOurCloseOnlyTheirsCounts()
{
    SessionBench bench;
    bench.open();
    bench.session->close(CloseReason::Kicked);
    bench.send(Opcode::Text, "but");
    bench.send(Opcode::Binary, "but");
    bench.send(Opcode::Ping, "but");
    bench.session->send(RecordingOwner::text("late"));
    bench.sendClose(1000);
    QVERIFY(bench.sees("EOF"));
    QCOMPARE(bench.seen(), (Lines { "Text disconnect kicked", "Close 1008 kicked", "EOF" }));
    QVERIFY(bench.owner.texts.empty() && bench.owner.binaries.empty());
}

void TestClosing::anUnansweredCloseEndsInTime()
{
    SessionBench bench;
    bench.open();
    bench.session->close(CloseReason::ServerShutdown);
    bench.pass(4s);
    QCOMPARE(bench.owner.gone, 0);
    bench.pass(1s);
    QCOMPARE(bench.owner.gone, 1);
    const Departure& end = bench.owner.departures.at(0);
    QVERIFY(!end.clean);
    QVERIFY(end.cause == CloseReason::ServerShutdown);
    QCOMPARE(int { end.code }, 1001);
}

void TestClosing::lingeringEndsInTime()
{
    SessionBench bench;
    bench.open();
    bench.sendClose(1000);
    QVERIFY(bench.sees("EOF"));
    bench.pass(1s);
    QCOMPARE(bench.owner.gone, 0);
    bench.pass(1s); // the peer never ends its side
    QCOMPARE(bench.owner.gone, 1);
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
}

void TestClosing::lingeringDiscardsWhatStillComes()
{
    SessionBench bench;
    bench.open();
    bench.send(encodeMaskedFrame(Opcode::Close, {}, 7) + std::string(50000, 'x'));
    QVERIFY(bench.sees("EOF"));
    for (int i = 0; i < 20; ++i) {
        bench.send(std::string(50000, 'y'));
        bench.letTheLoopSeeIt();
    }
    bench.finishSending();
    QVERIFY(bench.isGone());
    bench.session.reset();
    QCOMPARE(bench.seen(), (Lines { "Close 1005", "EOF" })); // and never a reset
    QVERIFY(bench.owner.texts.empty());
}

void TestClosing::violationsAreNamed_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("code");
    const auto masked = [](Opcode opcode, std::string_view payload) {
        return QByteArray::fromStdString(encodeMaskedFrame(opcode, payload, 7));
    };
    QTest::newRow("an unmasked frame")
        << QByteArray::fromStdString(encodeFrame(Opcode::Text, "hi")) << "protocol_error" << 1002;
    QTest::newRow("a reserved bit") << QByteArray("\xf1\x80") << "protocol_error" << 1002;
    QTest::newRow("a fragment of nothing")
        << masked(Opcode::Continuation, "x") << "protocol_error" << 1002;
    QTest::newRow("a text that is not UTF-8")
        << masked(Opcode::Text, "\xff") << "invalid_utf8" << 1007;
    QTest::newRow("a message too big")
        << masked(Opcode::Text, std::string(65537, 'x')) << "message_too_big" << 1009;
}

void TestClosing::violationsAreNamed()
{
    QFETCH(QByteArray, octets);
    QFETCH(QString, token);
    QFETCH(int, code);
    SessionBench bench;
    bench.open();
    bench.send(octets.toStdString());
    const std::string name = token.toStdString();
    QVERIFY(bench.sees("EOF")); // nothing readable can follow: no answer is waited for
    QCOMPARE(
        bench.seen(),
        (Lines { "Text disconnect " + name, "Close " + std::to_string(code) + ' ' + name, "EOF" }));
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
    QVERIFY(bench.owner.departures[0].cause.has_value());
    QCOMPARE(int { bench.owner.departures[0].code }, code);
    QVERIFY(bench.owner.texts.empty());
    bench.finishSending();
    QVERIFY(bench.isGone());
}

void TestClosing::aPausedSessionStillCloses()
{
    SessionBench bench;
    bench.open();
    bench.session->pause(Session::Pause::Reading);
    bench.send(Opcode::Text, "unread");
    bench.session->close(CloseReason::ServerShutdown);
    QVERIFY(bench.sees("Close 1001 server_shutdown"));
    bench.sendClose(1001);
    QVERIFY(bench.sees("EOF"));
    QVERIFY(bench.owner.departures.at(0).clean);
    QVERIFY(bench.owner.texts.empty());
}

void TestClosing::refusedWhileJoining()
{
    SessionBench bench;
    bench.session->begin(SessionBench::handshake, encodeMaskedFrame(Opcode::Text, "early", 7));
    bench.session->close(CloseReason::ClientIdInUse);
    bench.session->open({ RecordingOwner::text("too late") });
    QVERIFY(bench.sees("Close 1008 client_id_in_use"));
    bench.sendClose(1000);
    QVERIFY(bench.sees("EOF"));
    QCOMPARE(bench.seen(),
             (Lines { "Text disconnect client_id_in_use", "Close 1008 client_id_in_use", "EOF" }));
    QVERIFY(bench.owner.texts.empty());
}

void TestClosing::whoHangsUpWhileHeldIsGone_data()
{
    QTest::addColumn<bool>("withReset");
    QTest::newRow("an end") << false;
    QTest::newRow("a reset") << true;
}

void TestClosing::whoHangsUpWhileHeldIsGone()
{
    QFETCH(bool, withReset);
    SessionBench bench;
    bench.session->begin(SessionBench::handshake, {});
    bench.session->hold();
    bench.send(Opcode::Text, "impatient"); // is not read, and no end
    withReset ? bench.vanish() : bench.finishSending();
    QVERIFY(bench.isGone());
    QCOMPARE(int { bench.owner.departures.at(0).code }, 1006);
    bench.session->open({ RecordingOwner::text("too late") });
    QCOMPARE(bench.session->state(), State::Gone);
    QVERIFY(bench.owner.texts.empty());
}

void TestClosing::whoIsHeldMayStillBeLetIn()
{
    SessionBench bench;
    bench.session->begin(SessionBench::handshake, {});
    bench.session->hold();
    bench.send(Opcode::Text, "impatient");
    bench.session->open({ RecordingOwner::text("welcome") });
    QVERIFY(bench.sees("Text welcome"));
    QTRY_COMPARE(bench.owner.texts, Lines { "impatient" });
}

void TestClosing::echoSessionsCloseWithoutJson()
{
    SessionBench bench({}, { false, true });
    bench.open();
    bench.session->close(CloseReason::ServerShutdown);
    QVERIFY(bench.sees("Close 1001 server_shutdown"));
    QCOMPARE(bench.seen(), Lines { "Close 1001 server_shutdown" });
}

SLUICE_EPOLL_MAIN(TestClosing)
#include "tst_closing.moc"
