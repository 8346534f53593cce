// That the herd does what its clients are said to do, against the real server.
#include "tests/support/herd.h"
#include "tests/support/httpask.h"
#include "tests/support/serverprocess.h"

#include <QTest>
#include <csignal>

using namespace std::chrono_literals;
using namespace sluice::support;
using Instant = RawClient::Instant;

class TestHerd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinersAreWelcomed();
    void whoSpeaksIsHeard();
    void whoLeavesIsAnswered();
    void mannersDecideWhoStays_data();
    void mannersDecideWhoStays();
    void whoIgnoresCloseWaitsForTheEnd();
    void halfAHandshakeIsNoClient();
};

void TestHerd::joinersAreWelcomed()
{
    ServerProcess server({});
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(600, Manners::IgnoresNotice));
    QVERIFY(herd.join(5, Manners::LeavesAtSlot));
    QCOMPARE(herd.size(), std::size_t { 605 });
    QVERIFY(ask(server.port(), "GET", "/health").body.contains("\"clients\":605"));
    herd[0].drop();
    QVERIFY(herd.runUntil(
        [&] { return ask(server.port(), "GET", "/health").body.contains("\"clients\":604"); }, 5s));
}

void TestHerd::whoSpeaksIsHeard()
{
    ServerProcess server({});
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(10, Manners::IgnoresNotice));
    herd[3].say("hello");
    QVERIFY(
        herd.runUntil([&] { return herd.tally().messages == 9 && herd.tally().acks == 1; }, 5s));
    herd[4].say(std::string(300, 'x'));
    QVERIFY(
        herd.runUntil([&] { return herd.tally().messages == 18 && herd.tally().acks == 2; }, 5s));
}

void TestHerd::whoLeavesIsAnswered()
{
    ServerProcess server({});
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(2, Manners::IgnoresNotice));
    herd[0].leave();
    QVERIFY(herd.runUntil([&] { return herd.tally().ended == 1; }, 5s));
    QCOMPARE(herd[0].record().closeCode, 1000);
    QVERIFY(herd[0].record().leftAt != Instant {});
    QCOMPARE(herd.tally().closed, std::size_t { 0 });
    QVERIFY(herd[1].isOpen());
}

void TestHerd::mannersDecideWhoStays_data()
{
    QTest::addColumn<int>("manners");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, Manners manners, int code) {
        QTest::newRow(name) << static_cast<int>(manners) << code;
    };
    row("at its slot", Manners::LeavesAtSlot, 1000);
    row("at once", Manners::LeavesAtOnce, 1000);
    row("not before it is closed", Manners::IgnoresNotice, 1001);
}

void TestHerd::mannersDecideWhoStays()
{
    QFETCH(int, manners);
    QFETCH(int, code);
    ServerProcess server({ { "shutdown_timeout", "2s" }, { "drain_ramp", "1s" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(20, static_cast<Manners>(manners)));
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.isOver(); }, 10s));
    for (const RawClient& client : herd.clients()) {
        QCOMPARE(client.record().closeCode, code);
        QCOMPARE(client.record().leftAt != Instant {}, code == 1000);
        QVERIFY(client.record().reconnectInMs >= 0 && client.record().reconnectInMs <= 1000);
    }
    QCOMPARE(herd.tally().noticed, std::size_t { 20 });
    QCOMPARE(herd.tally().closed, std::size_t { code == 1001 ? 20U : 0U });
    QCOMPARE(server.exitCode(5s), std::optional(0));
    QCOMPARE(herd.tally().violations, std::size_t { 0 });
}

void TestHerd::whoIgnoresCloseWaitsForTheEnd()
{
    ServerProcess server({ { "shutdown_timeout", "0s" }, { "close_timeout", "300ms" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(1, Manners::IgnoresClose));
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.isOver(); }, 5s));
    QCOMPARE(herd[0].record().closeCode, 1001);
    QCOMPARE(herd[0].record().disconnect, std::string("server_shutdown"));
    QVERIFY(herd[0].record().endAt - herd[0].record().closeAt > 200ms);
    QCOMPARE(server.exitCode(5s), std::optional(0));
}

void TestHerd::halfAHandshakeIsNoClient()
{
    ServerProcess server({ { "head_timeout", "200ms" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(3, Manners::HalfHandshake));
    QVERIFY(herd.runUntil([&] { return herd.isOver(); }, 5s));
    QCOMPARE(herd.tally().welcomed, std::size_t { 0 });
    QVERIFY(herd[0].record().status != 101);
}

QTEST_GUILESS_MAIN(TestHerd)
#include "tst_herd.moc"
