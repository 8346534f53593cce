#include "core/hub/framer.h"

#include "core/observe/eventlog.h"
#include "core/session/inflater.h"
#include "tests/core/hub/hubbench.h"
#include <QTest>

using namespace sluice;

namespace {

const std::string rows(600, 'x');
const wire::Utterance large { "{\"type\":\"message\",\"data\":\"" + rows + "\"}", rows };
const wire::Utterance small { "{\"type\":\"pong\"}", "pong" };

struct Bench {
    void connect(const std::string& id, bool deflate, bool textFormat = false)
    {
        Arrival arrival;
        arrival.key = { 0, static_cast<std::uint32_t>(registry.size()), 1 };
        arrival.deflate = deflate;
        arrival.textFormat = textFormat;
        registry.insert(id, arrival, {});
    }

    Registry registry { 1 };
    Metrics metrics;
    Framer framer { registry, metrics };
};

std::string inflated(const std::string& frame)
{
    std::string octets = frame;
    std::span<char> input(octets);
    FrameDecoder decoder(1U << 20U, FrameDecoder::Peer::Server, true);
    Inflater inflater;
    const FrameEvent event = decoder.next(input);
    return event.deflated ? std::string(inflater.plain(event, 1U << 20U).payload) : "plain";
}

} // namespace

class TestFramer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void nothingIsCompressedForNobody();
    void onceForAllWhoAgreed();
    void eachFormThatIsRead();
    void shortOnesStayPlain();
    void aPersonalMessageIsCompressedForItsReader();
    void theHubCompressesABroadcastOnce();
    void aReplayIsNotCompressedAgain();
    void theGaugeFollowsTheClients();
};

void TestFramer::nothingIsCompressedForNobody()
{
    Bench bench;
    bench.connect("plain", false);
    bench.connect("gone", true);
    bench.registry.erase("gone");
    QVERIFY(bench.framer.toAll(large).json->deflated.empty());
    QCOMPARE(whole(bench.metrics.messagesCompressed), 0U);
    QCOMPARE(whole(bench.metrics.compressionSavedBytes), 0U);
}

void TestFramer::onceForAllWhoAgreed()
{
    Bench bench;
    bench.connect("plain", false);
    for (const char* id : { "a", "b", "c" })
        bench.connect(id, true);
    const Outgoing frames = bench.framer.toAll(large, 7);
    QCOMPARE(frames.json->offset, 7U);
    QVERIFY(!frames.text);
    QCOMPARE(inflated(frames.json->deflated), large.json);
    QCOMPARE(whole(bench.metrics.messagesCompressed), 1U);
    QCOMPARE(whole(bench.metrics.compressionSavedBytes),
             3 * (frames.json->octets.size() - frames.json->deflated.size()));
}

void TestFramer::eachFormThatIsRead()
{
    Bench bench;
    bench.connect("reader", true, true);
    const Outgoing frames = bench.framer.toAll(large);
    QCOMPARE(inflated(frames.json->deflated), large.json);
    QCOMPARE(inflated(frames.text->deflated), large.text);
}

void TestFramer::shortOnesStayPlain()
{
    Bench bench;
    bench.connect("a", true);
    QVERIFY(bench.framer.toAll(small).json->deflated.empty());
    QCOMPARE(whole(bench.metrics.messagesCompressed), 0U);
}

void TestFramer::aPersonalMessageIsCompressedForItsReader()
{
    Bench bench;
    bench.connect("plain", false);
    bench.connect("a", true);
    bench.connect("b", true);
    QVERIFY(bench.framer.toOne(large, "plain", 1).json->deflated.empty());
    QVERIFY(bench.framer.toOne(large, "nobody", 2).json->deflated.empty());
    const Outgoing frames = bench.framer.toOne(large, "a", 3);
    QCOMPARE(inflated(frames.json->deflated), large.json);
    QCOMPARE(whole(bench.metrics.compressionSavedBytes),
             frames.json->octets.size() - frames.json->deflated.size());
}

void TestFramer::theHubCompressesABroadcastOnce()
{
    HubBench bench;
    std::vector<SessionKey> keys;
    for (int i = 0; i < 20; ++i) {
        Arrival arrival = bench.arrival();
        arrival.deflate = true;
        keys.push_back(bench.connect(arrival));
    }
    const auto before = whole(bench.metrics.messagesCompressed);
    bench.say(keys[0], '"' + rows + '"');
    QCOMPARE(whole(bench.metrics.messagesCompressed) - before, 1U);
    const SharedFrame frame = bench.heard(keys[1]).frames.back();
    QVERIFY(!frame->deflated.empty());
    for (std::size_t i = 2; i < keys.size(); ++i)
        QCOMPARE(bench.heard(keys[i]).frames.back(), frame);
}

void TestFramer::aReplayIsNotCompressedAgain()
{
    HubBench bench;
    Arrival arrival = bench.arrival("a");
    arrival.deflate = true;
    bench.connect(arrival);
    bench.say(bench.connect("b"), '"' + rows + '"');
    Arrival again = bench.arrival("c");
    again.deflate = true;
    again.resumeAfter = std::pair(std::string("e-1"), std::uint64_t { 0 });
    const auto before = whole(bench.metrics.messagesCompressed);
    const SessionKey key = bench.connect(again);
    QCOMPARE(whole(bench.metrics.messagesCompressed), before);
    QCOMPARE(bench.heard(key).frames.size(), std::size_t { 2 });
    QVERIFY(!bench.heard(key).frames.at(1)->deflated.empty());
}

void TestFramer::theGaugeFollowsTheClients()
{
    HubBench bench;
    Arrival arrival = bench.arrival("a");
    arrival.deflate = true;
    const SessionKey key = bench.connect(arrival);
    bench.connect("b");
    QCOMPARE(bench.metrics.compressedClients.Value(), 1.0);
    bench.hub->disconnected(key, {});
    QCOMPARE(bench.metrics.compressedClients.Value(), 0.0);
}

QTEST_GUILESS_MAIN(TestFramer)
#include "tst_framer.moc"
