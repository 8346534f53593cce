// For whom a connection speaks when it comes from a trusted proxy.
#include "core/http/httpserver.h"

#include "core/observe/eventlog.h"
#include "tests/core/http/httpstation.h"
#include "tests/support/proxyoctets.h"
#include <QTest>

using namespace sluice;

class TestProxiedConnections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void anUpgradeIsTheForwardedClients();
    void aRequestIsTheForwardedClientsAndTheNextAnothers();
    void theProxyHeaderNamesTheClient();
    void behindTheProxyHeaderNothingIsLost_data();
    void behindTheProxyHeaderNothingIsLost();
    void whoSpeaksForHimselfIsNoLocalOperator();
    void whatIsNoProxyHeaderEndsUnheard_data();
    void whatIsNoProxyHeaderEndsUnheard();
    void whoOnlyLooksWhetherWeListenIsNoFailure();
    void halfAProxyHeaderHasItsTime();
    void halfAProxyHeaderWaitsInTheLine();
};

namespace {

const std::string upgrade = "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                            "Upgrade: websocket\r\n";

void trust(HttpStation& station, bool proxyProtocol)
{
    station.set([&](Settings& settings) {
        settings.trustedProxies = { *Subnet::parse("127.0.0.1") };
        settings.proxyProtocol = proxyProtocol;
    });
}

} // namespace

void TestProxiedConnections::anUpgradeIsTheForwardedClients()
{
    HttpStation station;
    trust(station, false);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(upgrade + "X-Forwarded-For: 192.0.2.7\r\n\r\n"));
    const Upgraded upgraded = station.sink.upgraded.get_future().get();
    QCOMPARE(upgraded.peer.ip, std::string("192.0.2.7"));
    QVERIFY(!upgraded.peer.loopback);
}

void TestProxiedConnections::aRequestIsTheForwardedClientsAndTheNextAnothers()
{
    HttpStation station;
    trust(station, false);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(getLive));
    QCOMPARE(statusOf(peer.reply()), 200);
    QVERIFY(peer.send(upgrade + "X-Forwarded-For: 192.0.2.8\r\n\r\n"));
    QCOMPARE(station.sink.upgraded.get_future().get().peer.ip, std::string("192.0.2.8"));
}

void TestProxiedConnections::theProxyHeaderNamesTheClient()
{
    HttpStation station;
    trust(station, true);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(tcp4Header + upgrade + "X-Forwarded-For: 198.51.100.1\r\n\r\n"));
    const Upgraded upgraded = station.sink.upgraded.get_future().get();
    QCOMPARE(upgraded.peer.ip, std::string("192.0.2.7")); // whom we do not trust
    QCOMPARE(int { upgraded.peer.port }, 40000);
    QVERIFY(!upgraded.peer.loopback);
}

void TestProxiedConnections::behindTheProxyHeaderNothingIsLost_data()
{
    QTest::addColumn<int>("cut");
    for (int cut = 0; cut <= static_cast<int>(tcp4Header.size() + getLive.size()); cut += 7)
        QTest::addRow("cut at %d", cut) << cut;
}

void TestProxiedConnections::behindTheProxyHeaderNothingIsLost()
{
    QFETCH(int, cut);
    HttpStation station;
    trust(station, true);
    RawPeer peer = station.connect();
    const std::string all = tcp4Header + getLive + getLive;
    QVERIFY(peer.send(std::string_view(all).substr(0, static_cast<std::size_t>(cut))));
    station.run([] {});
    QVERIFY(peer.send(std::string_view(all).substr(static_cast<std::size_t>(cut))));
    QCOMPARE(statusOf(peer.reply()), 200);
    QCOMPARE(statusOf(peer.reply()), 200);
}

void TestProxiedConnections::whoSpeaksForHimselfIsNoLocalOperator()
{
    HttpStation station;
    trust(station, true);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(proxyOctets(0x20, 0, {}) + getList));
    QCOMPARE(statusOf(peer.reply()), 403);
}

void TestProxiedConnections::whatIsNoProxyHeaderEndsUnheard_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("a request") << QByteArray::fromStdString(getLive);
    QTest::newRow("version 1") << QByteArray("PROXY TCP4 192.0.2.7 10.0.0.1 40000 80\r\n");
    QTest::newRow("an unknown family")
        << QByteArray::fromStdString(proxyOctets(0x21, 0x12, std::string(12, 'x')));
}

void TestProxiedConnections::whatIsNoProxyHeaderEndsUnheard()
{
    QFETCH(QByteArray, octets);
    HttpStation station;
    trust(station, true);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    const std::string heard = peer.everything();
    QVERIFY2(heard.empty() || heard == "reset", heard.c_str());
    QCOMPARE(station.metrics.proxyHeaderFailures().Value(), 1.0);
    QTRY_COMPARE(std::uint64_t { station.vitals.openDescriptors }, std::uint64_t { 0 });
}

void TestProxiedConnections::whoOnlyLooksWhetherWeListenIsNoFailure()
{
    HttpStation station;
    trust(station, true);
    RawPeer peer = station.connect();
    peer.finishSending();
    QCOMPARE(peer.everything(), std::string());
    QCOMPARE(station.metrics.proxyHeaderFailures().Value(), 0.0);
}

void TestProxiedConnections::halfAProxyHeaderHasItsTime()
{
    HttpStation station;
    trust(station, true);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(tcp4Header.substr(0, 20)));
    QTRY_COMPARE(station.line.size(), std::size_t { 1 });
    station.advance(std::chrono::seconds(11));
    const std::string heard = peer.everything(); // a reset if nobody had looked at it yet
    QVERIFY2(heard.empty() || heard == "reset", heard.c_str());
    QCOMPARE(station.metrics.proxyHeaderFailures().Value(), 1.0);
}

void TestProxiedConnections::halfAProxyHeaderWaitsInTheLine()
{
    HttpStation station;
    trust(station, true);
    station.set([](Settings& settings) { settings.maxHandshakes = 1; });
    RawPeer first = station.connect();
    RawPeer second = station.connect();
    QCOMPARE(first.everything(), std::string());
    QVERIFY(second.send(tcp4Header + getLive));
    QCOMPARE(statusOf(second.reply()), 200);
    QCOMPARE(station.metrics.handshakesEvicted.Value(), 1.0);
}

QTEST_GUILESS_MAIN(TestProxiedConnections)
#include "tst_proxiedconnections.moc"
