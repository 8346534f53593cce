// What a shard's deliveries cost: calls of the system, copies, and what the metrics say of them.
#include "core/hub/fanout.h"

#include "tests/core/hub/shardbench.h"
#include <QTest>
#include <malloc.h>
#include <sys/resource.h>

using namespace sluice;

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr std::size_t manyReaders = 200; // each costs a minute's share there
#else
constexpr std::size_t manyReaders = 1000;
#endif

class TestFanoutCost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void whatIsUnderWayTogetherIsSentTogether();
    void countsStayTrue();
    void aBroadcastCostsOneCallABatch();
    void aStalledReaderCostsTheOthersNothing();
    void stalledReadersCostPointersNotCopies();
};

void TestFanoutCost::initTestCase_data()
{
    QTest::addColumn<bool>("ring");
    QTest::newRow("by io_uring") << true;
    QTest::newRow("by send(2)") << false;
}

// Both ends of a thousand connections are here.
void TestFanoutCost::initTestCase()
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void TestFanoutCost::whatIsUnderWayTogetherIsSentTogether()
{
    constexpr std::size_t deliveries = 20;
    QFETCH_GLOBAL(bool, ring);
    ShardBench bench(1000, ring);
    std::unique_ptr<ShardPeer> peer;
    bench.inLoop([&] {
        auto joined = bench.join(SOCK_SEQPACKET); // there each write is a read of its own
        bench.shard().admit(joined.first, {});
        peer = std::move(joined.second);
        for (std::size_t i = 0; i < deliveries; ++i)
            bench.shard().deliver(ShardBench::broadcast(std::to_string(i)));
    });
    QTRY_COMPARE(peer->heard().size(), deliveries);
    QCOMPARE(peer->reads(), 1);
}

void TestFanoutCost::countsStayTrue()
{
    QFETCH_GLOBAL(bool, ring);
    ShardBench bench(3, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    bench.inLoop([&] {
        for (int i = 0; i < 10; ++i) {
            auto [key, peer] = bench.join();
            if (i < 9) // the last one waits for its admission
                bench.shard().admit(key, {});
            peers.push_back(std::move(peer));
        }
        Delivery delivery { ShardBench::text("news"), {}, {}, std::chrono::system_clock::now() };
        delivery.instead.emplace_back(SessionKey { 0, 1, 1 }, Outgoing {});
        bench.shard().deliver(std::make_shared<const Delivery>(std::move(delivery)));
        bench.shard().deliver(ShardBench::broadcast("more"));
    });
    QTRY_COMPARE(whole(bench.metrics().messagesSent), std::uint64_t { 17 });
    QCOMPARE(whole(bench.metrics().failedBroadcasts), std::uint64_t { 0 });
    QTRY_COMPARE(bench.metrics().fanoutSeconds.Collect().histogram.sample_count,
                 std::uint64_t { 2 });
    QCOMPARE(bench.metrics().deliverySeconds.Collect().histogram.sample_count, std::uint64_t { 1 });
}

void TestFanoutCost::aBroadcastCostsOneCallABatch()
{
    QFETCH_GLOBAL(bool, ring);
    constexpr std::size_t clients = 600;
    constexpr std::uint64_t batches = (clients + BatchSender::most - 1) / BatchSender::most;
    constexpr std::uint64_t deliveries = 5;
    ShardBench bench(Fanout::usualSends, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    bench.inLoop([&] {
        for (std::size_t i = 0; i < clients; ++i)
            peers.push_back(bench.client());
    });
    // One who has hung up stands among them.
    peers[7]->vanish();
    for (std::uint64_t i = 1; i <= deliveries; ++i) {
        bench.inLoop([&] { bench.shard().deliver(ShardBench::broadcast("news")); });
        for (std::size_t client = 0; client < clients; ++client)
            if (client != 7)
                QTRY_COMPARE(peers[client]->heard().size(), i);
    }
    std::uint64_t calls = 0;
    bool there = false;
    std::size_t departed = 0;
    bench.inLoop([&] {
        calls = bench.shard().batches().calls();
        there = bench.shard().batches().isThere();
        departed = bench.departed.size();
    });
    QCOMPARE(departed, std::size_t { 1 });
    if (ring && !there)
        QSKIP("there is no ring");
    QVERIFY(ring ? calls > 0 && calls <= deliveries * batches : calls == 0);
}

void TestFanoutCost::aStalledReaderCostsTheOthersNothing()
{
    QFETCH_GLOBAL(bool, ring);
    constexpr std::size_t clients = manyReaders;
    constexpr std::uint64_t deliveries = 60;
    constexpr std::uint64_t batches = (clients + BatchSender::most - 1) / BatchSender::most;
    ShardBench bench(Fanout::usualSends, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    bench.inLoop([&] {
        for (std::size_t i = 0; i < clients; ++i)
            peers.push_back(bench.client());
    });
    const std::string words(8192, 'x');
    for (std::uint64_t i = 1; i <= deliveries; ++i) {
        bench.inLoop([&] { bench.shard().deliver(ShardBench::broadcast(words)); });
        for (std::size_t reader = 1; reader < clients; ++reader)
            QTRY_COMPARE(peers[reader]->heard().size(), i);
    }
    std::size_t queued = 0;
    std::uint64_t calls = 0;
    bench.inLoop([&] {
        queued = bench.shard().queuedOctets();
        calls = bench.shard().batches().calls();
    });
    QVERIFY(queued > 100'000); // of the first, who never read
    QVERIFY2(calls == 0 || calls == deliveries * batches, qPrintable(QString::number(calls)));
}

void TestFanoutCost::stalledReadersCostPointersNotCopies()
{
    QFETCH_GLOBAL(bool, ring);
    constexpr std::size_t clients = manyReaders;
    constexpr std::size_t deliveries = 120;
    constexpr std::size_t size = 4096;
    ShardBench bench(Fanout::usualSends, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    const auto served = [&](std::uint64_t count) {
        return QTest::qWaitFor([&] { return whole(bench.metrics().messagesSent) == count; });
    };
    bench.inLoop([&] {
        for (std::size_t i = 0; i < clients; ++i)
            peers.push_back(bench.client());
    });
    const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    for (std::size_t i = 1; i <= deliveries; ++i) {
        bench.inLoop([&] { bench.shard().deliver(ShardBench::broadcast(std::string(size, 'x'))); });
        QVERIFY(served(i * clients));
    }
    std::size_t queued = 0;
    bench.inLoop([&] { queued = bench.shard().queuedOctets(); });
    const std::size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
    QVERIFY(queued > clients * deliveries * size / 4);
    // The frames once, and 16 octets for each that waits, with the queues' own room.
    const std::size_t grown
        = after > before ? after - before : 0; // 0 under a sanitizer's allocator
    QVERIFY2(grown < deliveries * size + clients * deliveries * 16 * 4,
             qPrintable(QString::number(grown)));
}

QTEST_GUILESS_MAIN(TestFanoutCost)
#include "tst_fanoutcost.moc"
