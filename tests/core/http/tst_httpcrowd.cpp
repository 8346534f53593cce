// Too many connections that have not said what they want.
#include "core/http/httpserver.h"

#include "core/observe/eventlog.h"
#include "tests/core/http/httpstation.h"
#include <QTest>
#include <vector>

using namespace sluice;

class TestHttpCrowd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void whoWaitedLongestReads503();
    void halfAHeadWaitsAsWell();
    void whoIsAnsweredWaitsNoMore();
    void whoIsBetweenTwoRequestsHearsNothing();
    void theLimitIsReadWhenItIsNeeded();
    void nobodyStandsThereInTheEnd();
    void onACrowdedMachineEveryRequestIsAnswered();
    void onACrowdedMachineWhoAsksAndEndsIsAnswered();
    void whoeverAsksForNothingIsShortLived();
};

namespace {

double evicted(HttpStation& station)
{
    return station.metrics.handshakesEvicted.Value();
}

// The time goes by, and the loop has no processor meanwhile: it pauses again and again.
Restraint::Clocks crowded()
{
    const auto wall = [time = Restraint::Duration {}, works = true]() mutable {
        works = !works;
        return time += std::chrono::milliseconds(works ? 1 : 0);
    };
    return { wall, [] { return Restraint::Duration {}; } };
}

} // namespace

void TestHttpCrowd::whoWaitedLongestReads503()
{
    HttpStation station;
    station.settings.maxHandshakes = 2;
    RawPeer first = station.connect();
    RawPeer second = station.connect();
    RawPeer third = station.connect();
    const std::string reply = first.reply();
    QCOMPARE(statusOf(reply), 503);
    QVERIFY(reply.find("\"code\":\"not_available\"") != std::string::npos);
    QVERIFY(reply.find("\r\nConnection: close\r\n") != std::string::npos);
    QCOMPARE(first.everything(), std::string());
    QTRY_COMPARE(evicted(station), 1.0); // counted once all have made room
    for (RawPeer* peer : { &second, &third }) {
        QVERIFY(peer->send(getLive));
        QCOMPARE(statusOf(peer->reply()), 200);
    }
    QCOMPARE(station.connectionCount(), std::size_t { 2 });
    QCOMPARE(std::uint64_t { station.vitals.openDescriptors }, std::uint64_t { 2 });
}

void TestHttpCrowd::halfAHeadWaitsAsWell()
{
    HttpStation station;
    station.settings.maxHandshakes = 1;
    RawPeer slow = station.connect();
    QVERIFY(slow.send("GET /ws HTTP/1.1\r\nHost"));
    RawPeer next = station.connect();
    QCOMPARE(statusOf(slow.reply()), 503);
    QCOMPARE(slow.everything(), std::string());
}

void TestHttpCrowd::whoIsAnsweredWaitsNoMore()
{
    HttpStation station;
    station.settings.maxHandshakes = 1;
    station.hub.hold = true;
    RawPeer asking = station.connect();
    QVERIFY(asking.send(post("hello")));
    QTRY_COMPARE(station.heldCount(), std::size_t { 1 });
    RawPeer next = station.connect();
    RawPeer another = station.connect();
    QCOMPARE(statusOf(next.reply()), 503);
    station.run([&] { station.hub.release(); });
    QCOMPARE(statusOf(asking.reply()), 202);
}

void TestHttpCrowd::whoIsBetweenTwoRequestsHearsNothing()
{
    HttpStation station;
    station.settings.maxHandshakes = 1;
    RawPeer kept = station.connect();
    QVERIFY(kept.send(getLive));
    QCOMPARE(statusOf(kept.reply()), 200);
    RawPeer next = station.connect();
    QCOMPARE(kept.everything(), std::string());
    QVERIFY(next.send(getLive));
    QCOMPARE(statusOf(next.reply()), 200);
}

void TestHttpCrowd::theLimitIsReadWhenItIsNeeded()
{
    HttpStation station;
    station.settings.maxHandshakes = 3;
    RawPeer first = station.connect();
    RawPeer second = station.connect();
    RawPeer third = station.connect();
    station.run([&] { station.settings.maxHandshakes = 2; });
    RawPeer fourth = station.connect();
    QCOMPARE(statusOf(first.reply()), 503);
    QCOMPARE(statusOf(second.reply()), 503);
    QCOMPARE(station.connectionCount(), std::size_t { 2 });
}

void TestHttpCrowd::nobodyStandsThereInTheEnd()
{
    HttpStation station;
    {
        RawPeer silent = station.connect();
        RawPeer answered = station.connect();
        RawPeer upgraded = station.connect();
        QVERIFY(answered.send(getLive));
        QCOMPARE(statusOf(answered.reply()), 200);
        QVERIFY(upgraded.send("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                              "Upgrade: websocket\r\n\r\n"));
        station.sink.upgraded.get_future().get();
        QTRY_COMPARE(station.line.size(), std::size_t { 2 });
    }
    QTRY_COMPARE(station.line.size(), std::size_t { 0 });
}

void TestHttpCrowd::onACrowdedMachineEveryRequestIsAnswered()
{
    constexpr int requests = 30;
    HttpStation station(std::chrono::seconds(10), {}, crowded());
    std::vector<RawPeer> peers;
    for (int i = 0; i < 3; ++i)
        peers.push_back(station.connect());
    std::string octets;
    for (int i = 0; i < requests; ++i)
        octets += getLive;
    for (RawPeer& peer : peers)
        QVERIFY(peer.send(octets));
    for (RawPeer& peer : peers) {
        for (int i = 0; i < requests; ++i)
            QCOMPARE(statusOf(peer.reply()), 200);
    }
}

void TestHttpCrowd::onACrowdedMachineWhoAsksAndEndsIsAnswered()
{
    HttpStation station(std::chrono::seconds(10), {}, crowded());
    std::vector<RawPeer> peers;
    for (int i = 0; i < 10; ++i) {
        peers.push_back(station.connect());
        QVERIFY(peers.back().send(getLive));
        peers.back().finishSending();
    }
    RawPeer silent = station.connect();
    silent.finishSending();
    for (RawPeer& peer : peers)
        QCOMPARE(statusOf(peer.reply()), 200);
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
}

void TestHttpCrowd::whoeverAsksForNothingIsShortLived()
{
    HttpStation station;
    {
        RawPeer asks = station.connect();
        QVERIFY(asks.send(getLive));
        QCOMPARE(statusOf(asks.reply()), 200);
        RawPeer says = station.connect();
        QVERIFY(says.send("GET /livez HTTP/1.1\r\nHost"));
        const RawPeer silent = station.connect();
    }
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
    QCOMPARE(station.metrics.connectionsShortLived.Value(), 2.0);
}

QTEST_GUILESS_MAIN(TestHttpCrowd)
#include "tst_httpcrowd.moc"
