// What can be asked of a drain: delay, ramp, budget, changes under way, cancel.
#include "core/drain/draincontroller.h"

#include "core/drain/drainjson.h"
#include "tests/core/drain/drainbench.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;
using drain::State;
using std::chrono::milliseconds;
using Outcome = DrainAnswer::Outcome;
using States = std::vector<State>;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

class TestDrainOrders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlanIsFittedIntoTheRules_data();
    void aPlanIsFittedIntoTheRules();
    void whoComesDuringTheDelayCountsFromTheBeginning();
    void anEmptyServerWaitsForTheEndOfTheDelay();
    void aHurryDuringTheDelayEvictsAtOnce();
    void cancelLeadsBackToServing_data();
    void cancelLeadsBackToServing();
    void cancelIsTooLateInClosing();
    void aDrainAfterACancelStartsAnew();
    void anUpdateMovesTheDeadlineFromNow();
    void anUpdateWhileEvictingReplansTheRest();
    void aHurryWhileEvictingMovesTheDeadline();
    void anUpdateNeedsADrain();
    void anUpdateStaysWithinTheBudget();
    void withoutARampTheDeadlineClosesEveryone();
    void refusalsCountFromTheBeginning();
    void theRateTellsWhenItWillBeOver();
    void theJsonHasEveryField();
};

void TestDrainOrders::aPlanIsFittedIntoTheRules_data()
{
    QTest::addColumn<milliseconds>("budget");
    QTest::addColumn<milliseconds>("timeout");
    QTest::addColumn<milliseconds>("delay");
    QTest::addColumn<milliseconds>("ramp");
    QTest::addColumn<QString>("fitted");
    QTest::addColumn<int>("adjustments");
    const auto row = [](const char* name, milliseconds budget, milliseconds timeout,
                        milliseconds delay, milliseconds ramp, const char* fitted, int cuts) {
        QTest::newRow(name) << budget << timeout << delay << ramp << QString::fromLatin1(fitted)
                            << cuts;
    };
    row("what fits stays", 0ms, 10min, 1min, 4min, "600 60 240", 0);
    row("a ramp above half is cut", 0ms, 60s, 0s, 31s, "60 0 30", 1);
    row("a delay above half is cut", 0ms, 60s, 50s, 10s, "60 30 10", 1);
    row("delay and ramp leave time for slots", 0ms, 60s, 30s, 30s, "60 30 20", 1);
    row("the budget cuts the timeout", 30s, 30min, 0s, 10s, "28 0 10", 1);
    row("and with it the ramp", 30s, 30min, 0s, 2min, "28 0 14", 2);
    row("a tiny budget leaves half of itself", 2s, 30min, 0s, 0s, "1 0 0", 1);
    row("a budget above the timeout cuts nothing", 1h, 30min, 0s, 2min, "1800 0 120", 0);
    row("no time at all", 0ms, 0s, 0s, 0s, "0 0 0", 0);
}

void TestDrainOrders::aPlanIsFittedIntoTheRules()
{
    QFETCH(milliseconds, budget);
    QFETCH(milliseconds, timeout);
    QFETCH(milliseconds, delay);
    QFETCH(milliseconds, ramp);
    QFETCH(QString, fitted);
    QFETCH(int, adjustments);
    DrainRules rules;
    if (budget > 0ms)
        rules.budget = { "stop_budget", budget };
    const DrainPlan plan = rules.fit({ timeout, delay, ramp, {} });
    const auto seconds = [](milliseconds time) { return QString::number(time.count() / 1000); };
    QCOMPARE(seconds(plan.timeout) + u' ' + seconds(plan.delay) + u' ' + seconds(plan.ramp),
             fitted);
    QCOMPARE(static_cast<int>(plan.adjustments.size()), adjustments);
    QCOMPARE(plan.reason, std::string("api"));
}

void TestDrainOrders::whoComesDuringTheDelayCountsFromTheBeginning()
{
    DrainBench bench(2);
    bench.drain.request({ {}, 10s, {}, "deploy" });
    QCOMPARE(bench.states, States { State::Announced });
    bench.setClients(5);
    bench.setClients(4);
    bench.pass(10s);
    QCOMPARE(bench.states, (States { State::Announced, State::Draining }));
    const DrainFigures figures = bench.drain.status().figures;
    QCOMPARE(figures.initial, std::uint64_t { 5 });
    QCOMPARE(figures.left, std::uint64_t { 1 });
    QCOMPARE(figures.remaining, std::uint64_t { 4 });
    QCOMPARE(bench.drain.remaining(), 30min - 10s); // the delay is part of the timeout
}

void TestDrainOrders::anEmptyServerWaitsForTheEndOfTheDelay()
{
    DrainBench bench(1);
    bench.drain.request({ {}, 10s, {}, {} });
    bench.setClients(0);
    QCOMPARE(bench.drain.state(), State::Announced);
    bench.pass(10s);
    QCOMPARE(bench.states, (States { State::Announced, State::Draining, State::Finished }));
    QCOMPARE(bench.took, 10s);
}

void TestDrainOrders::aHurryDuringTheDelayEvictsAtOnce()
{
    DrainBench bench(1);
    bench.drain.request({ {}, 1min, {}, {} });
    QCOMPARE(bench.hurry().outcome, Outcome::Done);
    QCOMPARE(bench.drain.state(), State::Evicting);
    QCOMPARE(bench.drain.remaining(), 10s);
    QCOMPARE(bench.drain.status().plan.ramp, milliseconds(10s));
}

void TestDrainOrders::cancelLeadsBackToServing_data()
{
    QTest::addColumn<milliseconds>("after");
    QTest::addColumn<State>("from");
    QTest::newRow("announced") << milliseconds(1s) << State::Announced;
    QTest::newRow("draining") << milliseconds(20s) << State::Draining;
    QTest::newRow("evicting") << milliseconds(55s) << State::Evicting;
}

void TestDrainOrders::cancelLeadsBackToServing()
{
    QFETCH(milliseconds, after);
    QFETCH(State, from);
    DrainBench bench(10);
    bench.drain.request({ 60s, 10s, 10s, {} });
    bench.drain.onTerminationSignal();
    bench.pass(after);
    QCOMPARE(bench.drain.state(), from);
    bench.leave(1);
    const DrainAnswer answer = bench.drain.cancel();
    QCOMPARE(answer.outcome, Outcome::Done);
    QCOMPARE(answer.status.state, State::Serving);
    QCOMPARE(bench.states.back(), State::Serving);
    bench.pass(2min, 1s);
    bench.setClients(0);
    QCOMPARE(bench.drain.state(), State::Serving);
    QVERIFY(bench.outcomes.empty() && bench.timeouts.empty());
    bench.setClients(3);
    bench.drain.onTerminationSignal(); // counts as the first again
    QVERIFY(bench.drain.state() == State::Draining);
}

void TestDrainOrders::cancelIsTooLateInClosing()
{
    DrainBench bench(1);
    bench.drain.request({ 1s, {}, {}, {} });
    bench.pass(1s);
    QCOMPARE(bench.drain.state(), State::Closing);
    const DrainAnswer answer = bench.drain.cancel();
    QCOMPARE(answer.outcome, Outcome::TooLate);
    QVERIFY(!answer.why.empty());
    QCOMPARE(bench.drain.update({ 1h, {}, false }).outcome, Outcome::TooLate);
    QCOMPARE(bench.drain.state(), State::Closing);
    QCOMPARE(bench.drain.remaining(), 0ms);
}

void TestDrainOrders::aDrainAfterACancelStartsAnew()
{
    DrainBench bench(10);
    bench.request("first");
    bench.leave(4);
    bench.pass(1min);
    bench.drain.cancel();
    QCOMPARE(bench.request("second").outcome, Outcome::Done);
    const DrainStatus status = bench.drain.status();
    QCOMPARE(status.reason, std::string("second"));
    QCOMPARE(status.remaining, 30min);
    QCOMPARE(status.figures.initial, std::uint64_t { 6 });
    QCOMPARE(status.figures.left, std::uint64_t { 0 });
}

void TestDrainOrders::anUpdateMovesTheDeadlineFromNow()
{
    DrainBench bench(10);
    bench.request();
    bench.pass(10min, 1s);
    const DrainAnswer answer = bench.drain.update({ 5min, 4min, false });
    QCOMPARE(answer.outcome, Outcome::Done);
    QCOMPARE(answer.status.remaining, 5min);
    QCOMPARE(answer.status.plan.ramp, milliseconds(150s)); // half of what is left
    QCOMPARE(answer.status.plan.timeout, milliseconds(15min)); // from the beginning
    QCOMPARE(answer.adjustments.size(), std::size_t { 1 });
    QCOMPARE(bench.moves, 1);
    bench.pass(150s);
    QCOMPARE(bench.drain.state(), State::Evicting);
}

void TestDrainOrders::anUpdateWhileEvictingReplansTheRest()
{
    DrainBench bench(10);
    bench.drain.request({ 20s, {}, 10s, {} });
    bench.pass(12s);
    bench.drain.update({ 100s, {}, false });
    QCOMPARE(bench.drain.state(), State::Evicting);
    QCOMPARE(bench.evictions, (std::vector<milliseconds> { 9500ms, 95s }));
    bench.pass(99s);
    QCOMPARE(bench.drain.state(), State::Evicting);
}

void TestDrainOrders::aHurryWhileEvictingMovesTheDeadline()
{
    DrainBench bench(10);
    bench.drain.request({ 200s, {}, 100s, {} });
    bench.pass(120s, 1s);
    bench.hurry();
    QCOMPARE(bench.drain.remaining(), 10s);
    QCOMPARE(bench.evictions.back(), 9500ms);
    QCOMPARE(bench.states, (States { State::Draining, State::Evicting }));
}

void TestDrainOrders::anUpdateNeedsADrain()
{
    DrainBench bench(1);
    QCOMPARE(bench.drain.update({ 1s, {}, true }).outcome, Outcome::NoDrain);
    QCOMPARE(bench.drain.cancel().outcome, Outcome::NoDrain);
    QVERIFY(bench.states.empty());
}

void TestDrainOrders::anUpdateStaysWithinTheBudget()
{
    DrainRules rules;
    rules.budget = { "stop_budget", 30s };
    DrainBench bench(1, rules);
    bench.request();
    bench.pass(10s);
    const DrainAnswer answer = bench.drain.update({ 1h, {}, false });
    QCOMPARE(answer.adjustments.size(), std::size_t { 1 });
    QCOMPARE(answer.status.remaining, 18s);
    QCOMPARE(answer.status.plan.timeout, milliseconds(28s));
    bench.pass(18s);
    QCOMPARE(bench.drain.state(), State::Closing);
    bench.pass(1600ms); // the rest is over before the budget is
    QCOMPARE(bench.drain.state(), State::Finished);
}

void TestDrainOrders::withoutARampTheDeadlineClosesEveryone()
{
    DrainBench bench(3);
    bench.drain.request({ 10s, {}, 0s, {} });
    bench.pass(10s);
    QCOMPARE(bench.states, (States { State::Draining, State::Closing }));
    QVERIFY(bench.evictions.empty());
}

void TestDrainOrders::refusalsCountFromTheBeginning()
{
    DrainBench bench(1);
    bench.refused = 7; // of a drain that was cancelled
    bench.request();
    bench.refused = 10;
    QCOMPARE(bench.drain.status().figures.refused, std::uint64_t { 3 });
}

void TestDrainOrders::theRateTellsWhenItWillBeOver()
{
    DrainBench bench(100);
    bench.request();
    QVERIFY(!bench.drain.status().eta);
    for (int second = 0; second < 10; ++second) {
        bench.leave(5);
        bench.pass(1s);
    }
    const DrainStatus status = bench.drain.status();
    QVERIFY2(qAbs(status.ratePerSecond - 5) < 0.6, std::to_string(status.ratePerSecond).c_str());
    QVERIFY(status.eta && *status.eta > 8s && *status.eta < 12s);
}

void TestDrainOrders::theJsonHasEveryField()
{
    DrainBench bench(4);
    bench.drain.request({ 60s, {}, 20s, "deploy" });
    bench.leave(1);
    const QJsonObject json
        = QJsonDocument::fromJson(QByteArray::fromStdString(drainJson(bench.drain.status())))
              .object();
    for (const char* field :
         { "state", "reason", "started", "deadline", "remaining_ms", "initial", "remaining", "left",
           "evicted", "forced", "refused", "rate_per_s", "eta_ms", "budget" })
        QVERIFY2(json.contains(QLatin1String(field)), field);
    QCOMPARE(json[QLatin1String("state")].toString(), QStringLiteral("Draining"));
    QCOMPARE(json[QLatin1String("remaining_ms")].toInt(), 60000);
    QCOMPARE(json[QLatin1String("remaining")].toInt(), 3);
    QVERIFY(json[QLatin1String("eta_ms")].isNull());
    QCOMPARE(json[QLatin1String("budget")].toObject()[QLatin1String("source")].toString(),
             QStringLiteral("none"));
}

QTEST_GUILESS_MAIN(TestDrainOrders)
#include "tst_drainorders.moc"
