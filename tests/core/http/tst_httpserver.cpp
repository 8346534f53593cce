#include "core/http/httpserver.h"

#include "tests/core/http/httpstation.h"
#include <QTest>
#include <vector>

using namespace sluice;

class TestHttpServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void peerMayVanishWhileTheHubThinks();
    void serverMayGoWhileTheHubThinks();
    void twentyConnectionsAtOnce();
    void upgradeIsHandedOver();
    void descriptorsAreCounted();
    void whatTheLobbyTookOfTheHeadsTimeIsGone();
};

void TestHttpServer::peerMayVanishWhileTheHubThinks()
{
    HttpStation station;
    station.run([&] { station.hub.hold = true; });
    RawPeer peer = station.connect();
    QVERIFY(peer.send(post("x")));
    QTRY_COMPARE(station.heldCount(), 1U);
    peer.vanish();
    QTRY_COMPARE(station.connectionCount(), 0U);
    station.run([&] { station.hub.release(); }); // to nobody
    RawPeer next = station.connect();
    QVERIFY(next.send(getLive));
    QCOMPARE(statusOf(next.reply()), 200);
}

void TestHttpServer::serverMayGoWhileTheHubThinks()
{
    HttpStation station;
    station.run([&] { station.hub.hold = true; });
    RawPeer peer = station.connect();
    QVERIFY(peer.send(post("x")));
    QTRY_COMPARE(station.heldCount(), 1U);
    station.run([&] {
        station.server.reset();
        station.hub.release();
    });
    QCOMPARE(peer.reply(), std::string());
    QCOMPARE(station.vitals.openDescriptors.load(), 0U);
}

void TestHttpServer::whatTheLobbyTookOfTheHeadsTimeIsGone()
{
    HttpStation station(std::chrono::seconds(10));
    int accepted = -1;
    RawPeer early(accepted);
    station.run([&] {
        const auto since = TimerWheel::Clock::now() - std::chrono::seconds(8);
        station.server->adopt({ Transport(accepted), { "127.0.0.1", 1, true }, since });
    });
    RawPeer late = station.connect();
    QTRY_COMPARE(station.connectionCount(), 2U);
    station.advance(std::chrono::seconds(3));
    QCOMPARE(statusOf(early.reply()), 408);
    QVERIFY(late.send(getLive));
    QCOMPARE(statusOf(late.reply()), 200);
}

void TestHttpServer::twentyConnectionsAtOnce()
{
    HttpStation station;
    std::vector<RawPeer> peers;
    for (int i = 0; i < 20; ++i)
        peers.push_back(station.connect());
    for (RawPeer& peer : peers)
        QVERIFY(peer.send(post("x")));
    for (RawPeer& peer : peers)
        QCOMPARE(statusOf(peer.reply()), 202);
    QCOMPARE(station.connectionCount(), 20U);
    station.run([&] { station.server->closeAll(); });
    for (RawPeer& peer : peers)
        QCOMPARE(peer.everything(), std::string());
}

void TestHttpServer::upgradeIsHandedOver()
{
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(getLive)); // keep-alive before it is fine
    QCOMPARE(statusOf(peer.reply()), 200);
    const std::string frames("\x81\x85\x00\x00\x00\x00hello", 11);
    QVERIFY(
        peer.send("GET /ws/anna?token=x HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n"
                  "Upgrade: websocket\r\n\r\n"
                  + frames));
    Upgraded upgraded = station.sink.upgraded.get_future().get();
    QCOMPARE(upgraded.path, std::string("/ws/anna"));
    QCOMPARE(upgraded.leftover, frames);
    QCOMPARE(station.connectionCount(), 0U);
    QCOMPARE(station.vitals.openDescriptors.load(), 1U); // now the sink's to count
    QCOMPARE(upgraded.transport.send("mine").octets, std::size_t { 4 });
    upgraded.transport = Transport();
    QCOMPARE(peer.everything(), std::string("mine"));
}

void TestHttpServer::descriptorsAreCounted()
{
    HttpStation station;
    {
        RawPeer one = station.connect();
        RawPeer two = station.connect();
        QVERIFY(one.send(getLive));
        QCOMPARE(statusOf(one.reply()), 200);
        QCOMPARE(station.vitals.openDescriptors.load(), 2U);
    }
    QTRY_COMPARE(station.vitals.openDescriptors.load(), 0U);
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
