// A replay in an outbox: exempt from its limits while the history holds the same frames.
#include "core/session/outbox.h"

#include "tests/core/session/outboxbench.h"
#include <QTest>

using namespace sluice;
using Bench = OutboxBench;

class TestReplayQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aReplayIsExempt();
    void aReplayGoesOutAShareAtATime();
    void whatTheHistoryForgetsCountsAgain();
    void whatIsForgottenIsDroppedFirst();
    void aGapSpansNothingThatComes();
};

void TestReplayQueue::aReplayIsExempt()
{
    Bench bench;
    const std::uint64_t replayed = bench.block(20);
    bench.outbox.exemptQueued();
    QCOMPARE(bench.outbox.countedFrames(), std::size_t { 0 });
    QVERIFY(!bench.outbox.dropOldestMessage());
    bench.outbox.setPong(line(0, "pong"));
    for (std::uint64_t i = 1; i <= 4; ++i)
        bench.push(message(replayed + i));
    QVERIFY(bench.outbox.dropOldestMessage());
    QCOMPARE(bench.outbox.gap()->from, replayed + 1);
    // However far it has come, what counts is what came after the replay.
    while (bench.outbox.octets() > 0) {
        bench.read(500);
        bench.flush();
        QVERIFY(bench.outbox.countedOctets() <= 4 * (large + 1));
        QVERIFY(bench.outbox.countedFrames() <= 4);
    }
    bench.drain();
    QStringList names = bench.names();
    QCOMPARE(names.removeAll(QStringLiteral("pong")), 1);
    QCOMPARE(names,
             Bench::numbers(1, replayed) << QStringLiteral("gap %1 %1").arg(replayed + 1)
                                         << Bench::numbers(replayed + 2, replayed + 4));
}

void TestReplayQueue::aReplayGoesOutAShareAtATime()
{
    constexpr std::size_t share = std::size_t { 64 } * 1024;
    Bench bench;
    const int wide = 1 << 20;
    ::setsockopt(bench.transport->descriptor(), SOL_SOCKET, SO_SNDBUF, &wide, sizeof wide);
    for (std::uint64_t i = 1; i <= 20; ++i)
        bench.outbox.push(message(i));
    bench.outbox.exemptQueued();
    bench.outbox.push(message(21));
    std::size_t turns = 0;
    for (auto progress = Outbox::Progress::Blocked; progress == Outbox::Progress::Blocked;
         ++turns) {
        const std::size_t before = bench.outbox.octets();
        progress = bench.flush();
        QVERIFY(before - bench.outbox.octets() < share + large + 1);
        QCOMPARE(bench.outbox.usedItsShare(), progress == Outbox::Progress::Blocked);
        while (bench.read()) { }
    }
    QVERIFY(turns >= 20 * large / (share + large));
    QCOMPARE(bench.names(), Bench::numbers(1, 21));
}

void TestReplayQueue::whatTheHistoryForgetsCountsAgain()
{
    Outbox outbox;
    outbox.push(line(0, "welcome", 49));
    for (std::uint64_t offset = 1; offset <= 4; ++offset)
        outbox.push(message(offset, 99)); // 100 with the line end
    outbox.exemptQueued();
    outbox.push(message(5, 9));
    outbox.exemptFrom(1);
    QCOMPARE(outbox.countedFrames(), std::size_t { 1 });
    outbox.exemptFrom(3); // the welcome, which nobody shares, goes with what was behind it
    QCOMPARE(outbox.countedFrames(), std::size_t { 4 });
    QCOMPARE(outbox.countedOctets(), std::size_t { 50 + 2 * 100 + 10 });
    outbox.exemptFrom(2); // nothing is remembered again
    QCOMPARE(outbox.countedFrames(), std::size_t { 4 });
    outbox.exemptFrom(100);
    QCOMPARE(outbox.countedFrames(), std::size_t { 6 });
    QCOMPARE(outbox.countedOctets(), outbox.octets());
    QVERIFY(outbox.replays());
}

void TestReplayQueue::whatIsForgottenIsDroppedFirst()
{
    Bench bench;
    const std::uint64_t replayed = bench.block(20);
    const std::uint64_t begun = replayed - 20;
    bench.outbox.exemptQueued();
    bench.push(message(replayed + 1));
    bench.outbox.exemptFrom(replayed - 10); // half of it
    for (int i = 0; i < 5; ++i)
        QVERIFY(bench.outbox.dropOldestMessage());
    QCOMPARE(bench.outbox.gap()->from, begun + 1); // what is partly on the wire stays
    QCOMPARE(bench.outbox.gap()->to, begun + 5);
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, begun) << QStringLiteral("gap %1 %2").arg(begun + 1).arg(begun + 5)
                                      << Bench::numbers(begun + 6, replayed + 1));
    QCOMPARE(bench.outbox.countedFrames(), std::size_t { 0 });
    QCOMPARE(bench.outbox.countedOctets(), std::size_t { 0 });
}

// A client takes what a gap spans for lost: nothing of it may come afterwards.
void TestReplayQueue::aGapSpansNothingThatComes()
{
    Bench bench;
    const std::uint64_t replayed = bench.block(20);
    const std::uint64_t begun = replayed - 20;
    bench.outbox.exemptQueued();
    bench.push(message(replayed + 1));
    bench.push(message(replayed + 2));
    bench.push(message(replayed + 3));
    QVERIFY(bench.dropOldestMessage()); // behind the replay …
    QVERIFY(!bench.outbox.gapIsComplete());
    bench.outbox.exemptFrom(begun + 3); // so that two whole ones count
    QVERIFY(bench.outbox.gapIsComplete());
    for (int i = 0; i < 3; ++i) // … at its beginning, and behind it again
        QVERIFY(bench.dropOldestMessage());
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, begun)
                 << QStringLiteral("gap %1 %2").arg(begun + 1).arg(begun + 2)
                 << Bench::numbers(begun + 3, replayed)
                 << QStringLiteral("gap %1 %1").arg(replayed + 1)
                 << QStringLiteral("gap %1 %1").arg(replayed + 2) << QString::number(replayed + 3));
}

QTEST_APPLESS_MAIN(TestReplayQueue)
#include "tst_replayqueue.moc"
