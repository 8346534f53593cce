// What a drain's beginning does to connections whose request head is not complete.
#include "core/http/httpserver.h"

#include "core/observe/eventlog.h"
#include "tests/core/http/httpstation.h"
#include <QTest>

using namespace sluice;

class TestHalfwayUpgrades : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void halfAHandshakeIsRefusedAtOnce_data();
    void halfAHandshakeIsRefusedAtOnce();
    void otherHeadsKeepTheirTime_data();
    void otherHeadsKeepTheirTime();
    void manyAreRefusedTogether();
    void handshakeBegunWhileDrainingIsRefused_data();
    void handshakeBegunWhileDrainingIsRefused();
    void drippingBuysNoTime();
    void wholeHandshakeIsForTheGate();
    void answersAreTheLastWhileDraining_data();
    void answersAreTheLastWhileDraining();
};

namespace {

void order(HttpStation& station)
{
    station.run([&] { station.server->refuseHalfwayUpgrades(); });
}

void isRefusal(RawPeer& peer)
{
    const std::string reply = peer.reply();
    QCOMPARE(statusOf(reply), 503);
    QVERIFY(reply.find("\"code\":\"draining\"") != std::string::npos);
    QVERIFY(reply.find("\r\nConnection: close\r\n") != std::string::npos);
    QCOMPARE(peer.everything(), std::string());
}

} // namespace

void TestHalfwayUpgrades::halfAHandshakeIsRefusedAtOnce_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("the first line") << QByteArray("GET /ws HTTP/1.1\r\n");
    QTest::newRow("all but the end")
        << QByteArray("GET /ws/anna HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n");
    QTest::newRow("hardly the path") << QByteArray("GET /ws");
    QTest::newRow("echo") << QByteArray("GET /echo HTTP/1.1\r\nHost: a\r\n");
    QTest::newRow("behind another request")
        << QByteArray::fromStdString(getLive) + "GET /ws HTTP/1.1\r\n";
}

void TestHalfwayUpgrades::halfAHandshakeIsRefusedAtOnce()
{
    QFETCH(QByteArray, octets);
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    if (octets.startsWith("GET /livez"))
        QCOMPARE(statusOf(peer.reply()), 200);
    const auto refused = [&] { // again, until the octets have arrived
        order(station);
        return peer.hasInput();
    };
    QTRY_VERIFY(refused());
    isRefusal(peer);
}

void TestHalfwayUpgrades::otherHeadsKeepTheirTime_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char* name, const char* first, const char* rest) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(rest);
    };
    row("nothing yet", "", "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
    row("not yet clear", "GET /", "livez HTTP/1.1\r\nHost: a\r\n\r\n");
    row("another path", "GET /livez HTTP/1.1\r\nHo", "st: a\r\n\r\n");
    row("half a body",
        "PUT /api/v1/accepting HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16\r\n"
        "Content-Type: application/json\r\n\r\n{\"enabled\"",
        ":true}");
}

void TestHalfwayUpgrades::otherHeadsKeepTheirTime()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, rest);
    HttpStation station;
    station.vitals.readiness = Readiness::Draining;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(first.toStdString()));
    order(station);
    station.advance(std::chrono::seconds(5));
    QVERIFY(!peer.hasInput());
    QVERIFY(peer.send(rest.toStdString()));
    QCOMPARE(statusOf(peer.reply()), 200);
}

void TestHalfwayUpgrades::manyAreRefusedTogether()
{
    HttpStation station;
    std::vector<RawPeer> peers;
    for (int i = 0; i < 50; ++i) {
        peers.push_back(station.connect());
        QVERIFY(peers.back().send("GET /ws HTTP/1.1\r\nHost: a\r\n"));
        if (i % 2 == 1) // who goes away at the same moment is no trouble
            peers.back().finishSending();
    }
    station.vitals.readiness = Readiness::Draining;
    order(station);
    for (RawPeer& peer : peers)
        QVERIFY(statusOf(peer.reply()) >= 400);
}

void TestHalfwayUpgrades::handshakeBegunWhileDrainingIsRefused_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("in one piece") << QByteArray("GET /ws HTTP/1.1\r\n") << QByteArray();
    QTest::newRow("in two") << QByteArray("GET /") << QByteArray("ws HTTP/1.1\r\nHost: a\r\n");
}

void TestHalfwayUpgrades::handshakeBegunWhileDrainingIsRefused()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    HttpStation station(std::chrono::minutes(5)); // an ordinary head would wait longer than we do
    station.vitals.readiness = Readiness::Draining;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(first.toStdString()) && peer.send(second.toStdString()));
    isRefusal(peer);
}

void TestHalfwayUpgrades::drippingBuysNoTime()
{
    HttpStation station(std::chrono::minutes(5));
    station.vitals.readiness = Readiness::Draining;
    RawPeer peer = station.connect();
    QVERIFY(peer.send("GET /ws HTTP/1.1\r\nX: "));
    int drops = 0;
    while (!peer.hasInput() && peer.send("x") && ++drops < 5000)
        QTest::qSleep(2);
    QVERIFY(drops < 5000);
    QCOMPARE(statusOf(peer.reply()), 503);
}

void TestHalfwayUpgrades::wholeHandshakeIsForTheGate()
{
    HttpStation station;
    station.vitals.readiness = Readiness::Draining;
    RawPeer peer = station.connect();
    QVERIFY(peer.send("GET /ws/anna HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                      "Upgrade: websocket\r\n\r\n"));
    const Upgraded upgraded = station.sink.upgraded.get_future().get();
    QCOMPARE(upgraded.path, std::string("/ws/anna"));
}

void TestHalfwayUpgrades::answersAreTheLastWhileDraining_data()
{
    QTest::addColumn<int>("readiness");
    QTest::addColumn<bool>("last");
    QTest::newRow("ready") << static_cast<int>(Readiness::Ready) << false;
    QTest::newRow("paused") << static_cast<int>(Readiness::Paused) << false;
    QTest::newRow("announced") << static_cast<int>(Readiness::Announced) << false;
    QTest::newRow("draining") << static_cast<int>(Readiness::Draining) << true;
}

void TestHalfwayUpgrades::answersAreTheLastWhileDraining()
{
    QFETCH(int, readiness);
    QFETCH(bool, last);
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(getLive));
    QVERIFY(peer.reply().find("\r\nConnection: keep-alive\r\n") != std::string::npos);
    station.vitals.readiness = static_cast<Readiness>(readiness);
    QVERIFY(peer.send(getLive));
    const bool closes = peer.reply().find("\r\nConnection: close\r\n") != std::string::npos;
    QCOMPARE(closes, last);
    if (last)
        QCOMPARE(peer.everything(), std::string());
}

QTEST_GUILESS_MAIN(TestHalfwayUpgrades)
#include "tst_halfwayupgrades.moc"
