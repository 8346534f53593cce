#include "core/drain/draincontroller.h"

#include "tests/core/drain/drainbench.h"
#include <QTest>
#include <vector>

using namespace std::chrono_literals;
using sluice::DrainRules;
using sluice::Report;
using sluice::drain::State;
using Bench = sluice::DrainBench;
using std::chrono::milliseconds;

namespace {

using States = std::vector<State>;

} // namespace

class TestDrainController : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void servesUntilAsked();
    void theWholeDefaultDrainEndsAtItsDeadline();
    void endsTheMomentTheLastClientLeaves_data();
    void endsTheMomentTheLastClientLeaves();
    void withoutClientsItEndsAtOnce();
    void aSecondRequestJoins();
    void afterTheEndNothingChanges();
    void clientsThatLeaveInClosingEndIt();
    void progressEveryFiveSecondsOrTenth();
    void slotsEndAMoveBeforeTheRamp_data();
    void slotsEndAMoveBeforeTheRamp();
    void itsOwnTimerLetsTimePass();
    void withoutAWayBackItIsNotCancelled();
};

void TestDrainController::servesUntilAsked()
{
    Bench bench(3);
    bench.pass(1h, 1min);
    bench.setClients(0);
    QCOMPARE(bench.drain.state(), State::Serving);
    QCOMPARE(bench.drain.remaining(), 0ms);
    QVERIFY(bench.states.empty() && bench.outcomes.empty() && bench.ignored.empty());
}

void TestDrainController::theWholeDefaultDrainEndsAtItsDeadline()
{
    Bench bench(3);
    const auto due = bench.clock.wallTime() + 30min;
    bench.drain.onTerminationSignal();
    QCOMPARE(bench.drain.remaining(), 30min);
    QCOMPARE(*bench.drain.status().deadline, due);
    QCOMPARE(bench.drain.status().reason, std::string("signal"));
    bench.pass(28min - 50ms);
    QCOMPARE(bench.states, States { State::Draining });
    bench.pass(50ms);
    QCOMPARE(bench.states, (States { State::Draining, State::Evicting }));
    QCOMPARE(bench.evictions, std::vector<milliseconds> { 2min - 5s });
    bench.leave(1, sluice::LeftBy::Eviction);
    bench.pass(2min - 50ms);
    QCOMPARE(bench.states.size(), std::size_t { 2 });
    QCOMPARE(*bench.drain.status().deadline, due);
    bench.pass(50ms);
    QCOMPARE(bench.states, (States { State::Draining, State::Evicting, State::Closing }));
    QCOMPARE(bench.timeouts, std::vector<std::uint64_t> { 2 });
    bench.pass(5s - 50ms);
    QCOMPARE(bench.aborts, 0);
    bench.pass(50ms);
    QCOMPARE(bench.aborts, 1);
    bench.leave(1, sluice::LeftBy::Force, 70);
    bench.pass(100ms); // the other one's end is not heard of
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    const auto& outcome = bench.outcomes.front();
    QCOMPARE(outcome.exitCode.value_or(-1), 0);
    QCOMPARE(outcome.figures.initial, std::uint64_t { 3 });
    QCOMPARE(outcome.figures.evicted, std::uint64_t { 1 });
    QCOMPARE(outcome.figures.forced, std::uint64_t { 2 });
    QCOMPARE(outcome.figures.left, std::uint64_t { 0 });
    QCOMPARE(outcome.figures.remaining, std::uint64_t { 0 });
    QCOMPARE(outcome.figures.lostOctets, std::uint64_t { 70 });
    QCOMPARE(bench.took, 30min + 5100ms);
}

void TestDrainController::endsTheMomentTheLastClientLeaves_data()
{
    QTest::addColumn<int>("signalCount");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<qulonglong>("forced");
    QTest::newRow("while draining") << 1 << 0 << 0ULL;
    QTest::newRow("while hurrying") << 2 << 0 << 0ULL;
    QTest::newRow("while forcing") << 3 << 3 << 1ULL;
}

void TestDrainController::endsTheMomentTheLastClientLeaves()
{
    QFETCH(int, signalCount);
    QFETCH(int, exitCode);
    QFETCH(qulonglong, forced);
    Bench bench(2);
    bench.drain.onTerminationSignal();
    bench.clock.pass(4s);
    bench.setClients(1);
    for (int i = 1; i < signalCount; ++i)
        bench.drain.onTerminationSignal();
    QVERIFY(bench.outcomes.empty());
    bench.leave(1, forced > 0 ? sluice::LeftBy::Force : sluice::LeftBy::Itself); // no tick
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    QCOMPARE(bench.states.back(), State::Finished);
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), exitCode);
    QCOMPARE(bench.took, 4s);
    QCOMPARE(bench.outcomes[0].figures.initial, std::uint64_t { 2 });
    QCOMPARE(bench.outcomes[0].figures.forced, std::uint64_t { forced });
    QCOMPARE(bench.outcomes[0].figures.left, std::uint64_t { 2 - forced });
    QVERIFY(bench.timeouts.empty());
}

void TestDrainController::withoutClientsItEndsAtOnce()
{
    Bench bench(0);
    bench.request();
    QCOMPARE(bench.states, (States { State::Draining, State::Finished }));
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), 0);
}

void TestDrainController::aSecondRequestJoins()
{
    Bench bench(1);
    bench.request("deploy");
    bench.pass(10min, 1s);
    bench.request("again");
    QCOMPARE(bench.drain.remaining(), 20min);
    QCOMPARE(bench.drain.status().reason, std::string("deploy"));
    QCOMPARE(bench.states, States { State::Draining });
    QCOMPARE(bench.ignored.size(), std::size_t { 1 });
    QVERIFY(bench.ignored[0].contains(QLatin1String("deadline stands")));
}

void TestDrainController::afterTheEndNothingChanges()
{
    Bench bench(1);
    bench.request();
    bench.setClients(0);
    bench.drain.force();
    bench.hurry();
    bench.drain.cancel();
    bench.request();
    for (int i = 0; i < 4; ++i)
        bench.drain.onTerminationSignal();
    bench.setClients(2);
    bench.setClients(0);
    bench.pass(1h, 1min);
    QCOMPARE(bench.drain.state(), State::Finished);
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), 0);
}

void TestDrainController::clientsThatLeaveInClosingEndIt()
{
    DrainRules rules;
    rules.timeout = 1s;
    Bench bench(2, rules);
    bench.request();
    bench.pass(1s);
    bench.leave(1);
    QCOMPARE(bench.drain.state(), State::Closing);
    bench.leave(1, sluice::LeftBy::Force);
    QCOMPARE(bench.drain.state(), State::Finished);
    QCOMPARE(bench.outcomes[0].exitCode.value_or(-1), 0);
    QCOMPARE(bench.outcomes[0].figures.forced, std::uint64_t { 1 });
    QCOMPARE(bench.outcomes[0].figures.left, std::uint64_t { 1 });
}

void TestDrainController::progressEveryFiveSecondsOrTenth()
{
    using Reports = std::vector<Report>;
    Bench bench(100);
    bench.request();
    const Report first { 100, 30min };
    QCOMPARE(bench.reports, Reports { first });
    bench.pass(5s);
    const Report second { 100, 30min - 5s };
    QCOMPARE(bench.reports, (Reports { first, second }));
    bench.setClients(90); // a tenth, not more
    bench.pass(50ms);
    QCOMPARE(bench.reports.size(), std::size_t { 2 });
    bench.setClients(89);
    bench.pass(50ms);
    const Report third { 89, 30min - 5100ms };
    QCOMPARE(bench.reports, (Reports { first, second, third }));
    bench.pass(4950ms);
    QCOMPARE(bench.reports.size(), std::size_t { 3 });
    bench.pass(50ms);
    const Report fourth { 89, 30min - 10100ms };
    QCOMPARE(bench.reports, (Reports { first, second, third, fourth }));
}

void TestDrainController::slotsEndAMoveBeforeTheRamp_data()
{
    QTest::addColumn<int>("timeoutS");
    QTest::addColumn<int>("windowS");
    QTest::newRow("the default: all but the ramp and a move") << 1800 << 1675;
    QTest::newRow("short: the ramp is half of it at most") << 60 << 27;
    QTest::newRow("nothing at all") << 0 << 0;
}

void TestDrainController::slotsEndAMoveBeforeTheRamp()
{
    QFETCH(int, timeoutS);
    QFETCH(int, windowS);
    DrainRules rules;
    rules.timeout = std::chrono::seconds(timeoutS);
    Bench bench(1, rules);
    bench.request();
    QCOMPARE(bench.drain.slotWindow(), std::chrono::seconds(windowS));
}

void TestDrainController::itsOwnTimerLetsTimePass()
{
    Bench bench(1);
    bench.request();
    bench.clock.pass(30min);
    QTRY_COMPARE(bench.drain.state(), State::Closing);
    bench.clock.pass(5s);
    QTRY_COMPARE(bench.aborts, 1);
    bench.clock.pass(100ms);
    QTRY_COMPARE(bench.drain.state(), State::Finished);
}

void TestDrainController::withoutAWayBackItIsNotCancelled()
{
    Bench bench(3);
    bench.drain.forbidCancel("a successor has taken over");
    bench.request("takeover");
    const sluice::DrainAnswer answer = bench.drain.cancel();
    QCOMPARE(answer.outcome, sluice::DrainAnswer::Outcome::TooLate);
    QCOMPARE(answer.why, std::string("a successor has taken over"));
    QCOMPARE(bench.drain.state(), State::Draining);
}

QTEST_GUILESS_MAIN(TestDrainController)
#include "tst_draincontroller.moc"
