// Publishers wait for the slowest loop: the loops' half, with real ones.
#include "core/hub/backlog.h"

#include "core/hub/mailboxports.h"
#include "tests/core/hub/hubparts.h"
#include "tests/core/hub/shardbench.h"
#include <QTest>
#include <thread>

using namespace sluice;

namespace {

constexpr std::size_t most = AnswerQueue::mostUnderWay;

SharedDelivery someDelivery()
{
    return std::make_shared<const Delivery>();
}

// The hub in the test's thread, before two real loops.
struct TwoLoops : HubParts {
    TwoLoops()
    {
        mailbox.attach();
        vitals.readiness = Readiness::Ready;
        settings.mirror = true;
        for (const auto& loop : loops)
            ports.push_back(
                std::make_unique<MailboxShardPort>(loop->mailbox(), loop->shard(), mailbox, hub));
        manager = std::make_unique<ConnectionManager>(
            parts(), std::vector<ShardPort*> { ports[0].get(), ports[1].get() });
        hub = manager.get();
    }
    ~TwoLoops()
    {
        for (const auto& loop : loops)
            loop->end();
        mailbox.detach();
    }
    // A publisher that asks again as soon as it is answered, as often as `toSend` says.
    void publishOn()
    {
        if (toSend == 0)
            return;
        --toSend;
        Draft draft;
        draft.data = "news";
        hub->publish(std::move(draft), [this](const PublishResult&) {
            ++answered;
            meanwhile();
            mailbox.post([this] { publishOn(); });
        });
        worst = std::max({ worst, ports[0]->underWay(), ports[1]->underWay() });
    }

    Mailbox mailbox;
    ConnectionManager* hub = nullptr;
    // One send a turn: the slowest that a loop can be.
    std::array<std::unique_ptr<ShardBench>, 2> loops { std::make_unique<ShardBench>(1, false),
                                                       std::make_unique<ShardBench>(1000) };
    std::vector<std::unique_ptr<MailboxShardPort>> ports;
    std::unique_ptr<ConnectionManager> manager;
    std::function<void()> meanwhile = [] {}; // at each answer
    int toSend = 0;
    int answered = 0;
    std::size_t worst = 0; // under way in one loop
};

} // namespace

class TestBacklog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void countsWhatIsHeld();
    void relievesOnceAndOnlyWhoeverAsked();
    void reliefIsNeverMissed();
    void aLoopThatEndsOwesNothing();
    void aFloodIsAsFastAsTheSlowestLoop();
    void aLoopThatEndsHoldsNobodyUp();
};

void TestBacklog::countsWhatIsHeld()
{
    Backlog backlog([] {});
    const SharedDelivery delivery = someDelivery();
    SharedDelivery counted = backlog.counted(delivery);
    QCOMPARE(counted.get(), delivery.get());
    SharedDelivery again = counted;
    QCOMPARE(backlog.underWay(), std::size_t { 1 });
    counted.reset();
    QCOMPARE(backlog.underWay(), std::size_t { 1 });
    again.reset();
    QCOMPARE(backlog.underWay(), std::size_t { 0 });
}

void TestBacklog::relievesOnceAndOnlyWhoeverAsked()
{
    int relieved = 0;
    Backlog backlog([&] { ++relieved; });
    std::vector<SharedDelivery> held;
    const auto fill = [&](std::size_t count) {
        while (held.size() < count)
            held.push_back(backlog.counted(someDelivery()));
    };
    fill(most);
    QVERIFY(!backlog.isOver(most));
    held.clear();
    QCOMPARE(relieved, 0);
    fill(most + 1);
    QVERIFY(backlog.isOver(most));
    QVERIFY(backlog.isOver(most));
    held.resize(Backlog::enough + 1);
    QCOMPARE(relieved, 0);
    held.resize(Backlog::enough);
    QCOMPARE(relieved, 1);
    QVERIFY(!backlog.isOver(Backlog::enough));
    held.clear();
    QCOMPARE(relieved, 1);
}

// Asked at the very moment in which another thread counts down.
void TestBacklog::reliefIsNeverMissed()
{
    for (int round = 0; round < 300; ++round) {
        std::atomic<int> relieved { 0 };
        Backlog backlog([&] { ++relieved; });
        std::vector<SharedDelivery> held;
        for (std::size_t i = 0; i < Backlog::enough + 20; ++i)
            held.push_back(backlog.counted(someDelivery()));
        int promised = 0;
        std::atomic<bool> begun { false };
        std::thread loop([&] {
            begun = true;
            held.clear();
        });
        while (!begun)
            std::this_thread::yield();
        if (backlog.isOver(Backlog::enough + static_cast<std::size_t>(round % 20)))
            ++promised;
        loop.join();
        QCOMPARE(relieved.load(), promised);
    }
}

void TestBacklog::aLoopThatEndsOwesNothing()
{
    TwoLoops bench;
    bench.loops[0]->end();
    bench.ports[0]->deliver(someDelivery()); // its mailbox takes nothing any more
    QCOMPARE(bench.ports[0]->underWay(), std::size_t { 0 });
}

void TestBacklog::aFloodIsAsFastAsTheSlowestLoop()
{
    constexpr std::size_t publishers = 50;
    constexpr int flood = 3000;
    TwoLoops bench;
    std::vector<std::unique_ptr<ShardPeer>> peers;
    for (const auto& loop : bench.loops)
        loop->inLoop([&] {
            for (int i = 0; i < 20; ++i)
                peers.push_back(loop->client());
        });
    peers[0]->vanish();
    // Most of the clients read nothing, and one has hung up: neither slows anybody. Two read all.
    const auto readOn = [&] { return peers[1]->heard().size() + peers.back()->heard().size(); };
    bench.meanwhile = readOn;
    bench.toSend = flood;
    for (std::size_t i = 0; i < publishers; ++i)
        bench.publishOn();
    QTRY_COMPARE_WITH_TIMEOUT(bench.answered, flood, 20000);
    QVERIFY2(bench.worst <= most + publishers, qPrintable(QString::number(bench.worst)));
    QTRY_COMPARE(readOn(), std::size_t { 2 } * flood);
    QTRY_COMPARE(bench.ports[0]->underWay(), std::size_t { 0 });
}

void TestBacklog::aLoopThatEndsHoldsNobodyUp()
{
    TwoLoops bench;
    std::promise<void> goOn;
    bench.loops[0]->mailbox().post(
        [mayGoOn = goOn.get_future().share()] { mayGoOn.wait(); }); // a loop that hangs
    bench.toSend = static_cast<int>(most) + 10;
    for (std::size_t i = 0; i < most + 10; ++i)
        bench.publishOn();
    QCOMPARE(bench.answered, static_cast<int>(most));
    goOn.set_value();
    bench.loops[0]->end();
    QTRY_COMPARE(bench.answered, static_cast<int>(most) + 10);
}

QTEST_GUILESS_MAIN(TestBacklog)
#include "tst_backlog.moc"
