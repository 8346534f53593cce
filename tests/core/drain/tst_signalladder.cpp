// The first signal drains, the second hurries, the last one forces.
#include "core/drain/draincontroller.h"

#include "tests/core/drain/drainbench.h"
#include <QTest>
#include <vector>

using namespace std::chrono_literals;
using sluice::DrainRules;
using sluice::drain::State;
using Bench = sluice::DrainBench;
using std::chrono::milliseconds;

namespace {

} // namespace

class TestSignalLadder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLadderDrainsHurriesForces();
    void anApiDrainCountsNoSignal();
    void hurryNeverMovesTheDeadlineBack();
    void signalsToForce_data();
    void signalsToForce();
    void forceWithoutADrain();
    void forceCutsTheGraceShort();
};

void TestSignalLadder::theLadderDrainsHurriesForces()
{
    Bench bench(5);
    bench.drain.onTerminationSignal();
    QCOMPARE(bench.drain.state(), State::Draining);
    QVERIFY(bench.notes[0].contains(QLatin1String("next one hurries")));
    bench.pass(1s);
    bench.drain.onTerminationSignal();
    QCOMPARE(bench.drain.state(), State::Evicting);
    QCOMPARE(bench.drain.remaining(), 10s);
    QVERIFY(bench.notes[1].contains(QLatin1String("next one forces")));
    bench.pass(1s);
    bench.drain.onTerminationSignal();
    QCOMPARE(bench.drain.state(), State::Closing);
    QVERIFY(bench.notes[2].contains(QLatin1String("this one forces")));
    bench.pass(200ms);
    QCOMPARE(bench.drain.state(), State::Finished);
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), 3);
    QCOMPARE(bench.outcomes[0].figures.forced, std::uint64_t { 5 });
    QVERIFY(bench.timeouts.empty()); // it was not the timeout
    QVERIFY(bench.ignored.empty());
}

void TestSignalLadder::anApiDrainCountsNoSignal()
{
    Bench bench(1);
    bench.request();
    bench.pass(1min);
    bench.drain.onTerminationSignal(); // joins, and counts as the first
    QCOMPARE(bench.drain.state(), State::Draining);
    QCOMPARE(bench.drain.remaining(), 29min);
    bench.drain.onTerminationSignal();
    QCOMPARE(bench.drain.state(), State::Evicting);
}

void TestSignalLadder::hurryNeverMovesTheDeadlineBack()
{
    DrainRules rules;
    rules.timeout = 12s;
    Bench bench(1, rules);
    bench.request();
    bench.pass(8s);
    bench.hurry();
    QCOMPARE(bench.drain.remaining(), 4s);
    bench.pass(2s);
    bench.hurry();
    QCOMPARE(bench.drain.remaining(), 2s);
    bench.pass(2s);
    QCOMPARE(bench.drain.state(), State::Closing);
    QCOMPARE(bench.timeouts.size(), std::size_t { 1 });
}

void TestSignalLadder::signalsToForce_data()
{
    QTest::addColumn<int>("signalsToForce");
    QTest::addColumn<int>("signalCount");
    QTest::addColumn<State>("state");
    QTest::newRow("one forces, the first does") << 1 << 1 << State::Closing;
    QTest::newRow("two force, the first drains") << 2 << 1 << State::Draining;
    QTest::newRow("two force, the second does") << 2 << 2 << State::Closing;
    QTest::newRow("five force, the third only hurries") << 5 << 3 << State::Evicting;
    QTest::newRow("five force, the fourth only hurries") << 5 << 4 << State::Evicting;
    QTest::newRow("five force, the fifth does") << 5 << 5 << State::Closing;
}

void TestSignalLadder::signalsToForce()
{
    QFETCH(int, signalsToForce);
    QFETCH(int, signalCount);
    QFETCH(State, state);
    DrainRules rules;
    rules.signalsToForce = signalsToForce;
    Bench bench(1, rules);
    for (int i = 0; i < signalCount; ++i)
        bench.drain.onTerminationSignal();
    QCOMPARE(bench.drain.state(), state);
    const bool lastButOne = signalsToForce - signalCount == 1;
    QCOMPARE(bench.notes.back().contains(QLatin1String("next one forces")), lastButOne);
}

void TestSignalLadder::forceWithoutADrain()
{
    Bench bench(4);
    bench.drain.force();
    QCOMPARE(bench.states, std::vector<State> { State::Closing });
    bench.pass(100ms);
    QCOMPARE(bench.aborts, 1);
    bench.pass(100ms);
    QCOMPARE(bench.states, (std::vector<State> { State::Closing, State::Finished }));
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), 3);
    QCOMPARE(bench.outcomes[0].figures.initial, std::uint64_t { 4 });
    QCOMPARE(bench.outcomes[0].figures.forced, std::uint64_t { 4 });
}

void TestSignalLadder::forceCutsTheGraceShort()
{
    DrainRules rules;
    rules.timeout = 1s;
    Bench bench(1, rules);
    bench.request();
    bench.pass(1s);
    QCOMPARE(bench.drain.state(), State::Closing);
    bench.pass(1s);
    QCOMPARE(bench.drain.state(), State::Closing);
    bench.drain.force();
    bench.pass(200ms);
    QCOMPARE(bench.drain.state(), State::Finished);
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), 3);
}

QTEST_GUILESS_MAIN(TestSignalLadder)
#include "tst_signalladder.moc"
