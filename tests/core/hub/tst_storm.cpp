// Thousands who come or go at once cost what their number says, not its square: by counts.
#include "core/hub/connectionmanager.h"

#include "tests/core/hub/hubbench.h"
#include "tests/core/hub/hubparts.h"
#include <QTest>
#include <set>

using namespace sluice;

namespace {

constexpr std::size_t many = 5000;

// What the loops are ordered to send, kept as numbers.
class CountingShard final : public ShardPort {
public:
    explicit CountingShard(std::uint64_t& clients) : m_clients(clients) { }

    void admit(SessionKey, std::vector<SharedFrame> greeting) override
    {
        frames += greeting.size();
    }
    void refuse(SessionKey, CloseReason) override { }
    void deliver(SharedDelivery delivery) override
    {
        ++deliveries;
        frames += m_clients;
        octets += delivery->frame.json->octets.size() * m_clients;
        // A frame of somebody's own must be made for it.
        std::set<SharedFrame> made;
        for (const auto& [key, frame] : delivery->instead)
            made.insert(frame.json);
        framesMade += made.size() + 1;
    }
    void hold(SessionKey) override { }
    void send(SessionKey, SharedFrame) override { ++frames; }
    void settle(SessionKey, SharedFrame) override { ++frames; }
    void close(SessionKey, CloseReason) override { }
    void closeAll(CloseReason) override { }
    void announceDrain(DrainNotice) override { }
    void evict(std::chrono::milliseconds) override { }
    void stopEviction() override { }
    void abortAll() override { }
    void sample(Sampling) override { }
    bool isOver(std::size_t) override { return false; }

    std::size_t deliveries = 0;
    std::size_t frames = 0; // sent
    std::size_t framesMade = 0; // for presence
    std::size_t octets = 0; // of presence

private:
    std::uint64_t& m_clients;
};

struct Storm : HubParts {
    Storm()
    {
        settings.presenceInterval = std::chrono::milliseconds(1);
        settings.maxConnections = 100000;
        settings.maxConnectionsPerIp = 0;
        vitals.readiness = Readiness::Ready;
    }
    SessionKey key(std::size_t slot) const { return { 0, static_cast<std::uint32_t>(slot), 1 }; }
    // All in one turn of the control thread, as one that was busy meanwhile finds them.
    void come(std::size_t count)
    {
        for (std::size_t slot = 0; slot < count; ++slot) {
            Arrival arrival;
            arrival.key = key(slot);
            arrival.peer = { "192.0.2.1", 40000, false };
            hub.connected(arrival);
        }
        clients = count;
    }
    void go(std::size_t first, std::size_t count)
    {
        for (std::size_t slot = first; slot < first + count; ++slot)
            hub.disconnected(key(slot), {});
        clients -= count;
    }

    std::uint64_t clients = 0;
    CountingShard shard { clients };
    ConnectionManager hub { parts(), std::vector<ShardPort*> { &shard } };
};

} // namespace

class TestStorm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void thousandsWhoComeCostTwoFramesEach();
    void thousandsWhoGoCostOneFrameForEachWhoStays();
    void whoCameAndWentBetweenIsNoNews();
};

void TestStorm::thousandsWhoComeCostTwoFramesEach()
{
    Storm storm;
    storm.come(many);
    QCOMPARE(storm.shard.frames, many); // the welcomes
    QTRY_COMPARE(storm.shard.deliveries, std::size_t { 1 });
    QCOMPARE(storm.shard.frames, 2 * many);
    QVERIFY(storm.shard.framesMade <= 102); // ids are cut at a hundred
    QVERIFY(storm.shard.octets <= many * 4096);
}

void TestStorm::thousandsWhoGoCostOneFrameForEachWhoStays()
{
    constexpr std::size_t stay = 1000;
    Storm storm;
    storm.come(many + stay);
    QTRY_COMPARE(storm.shard.deliveries, std::size_t { 1 });
    const std::size_t before = storm.shard.frames;
    storm.go(0, many);
    QTRY_COMPARE(storm.shard.deliveries, std::size_t { 2 });
    QCOMPARE(storm.shard.frames - before, stay);
    QCOMPARE(storm.hub.count(), std::uint64_t { stay });
}

void TestStorm::whoCameAndWentBetweenIsNoNews()
{
    Storm storm;
    storm.come(many);
    storm.go(1, many - 1);
    QTRY_COMPARE(storm.shard.deliveries, std::size_t { 1 });
    QCOMPARE(storm.shard.frames, many + 1);
    QVERIFY(storm.shard.octets <= 4096);
}

QTEST_GUILESS_MAIN(TestStorm)
#include "tst_storm.moc"
