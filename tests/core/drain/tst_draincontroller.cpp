#include "core/drain/draincontroller.h"

#include "tests/core/drain/drainbench.h"
#include <QTest>
#include <memory>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using sluice::DrainController;
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
    void slotsEndWhereTheRampBegins_data();
    void slotsEndWhereTheRampBegins();
    void itsOwnTimerLetsTimePass();
    void theNumbersSumInEveryCourse();
};

void TestDrainController::servesUntilAsked()
{
    Bench bench(3);
    bench.pass(1h, 1min);
    bench.drain.setClients(0);
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
    QCOMPARE(bench.drain.deadline(), due);
    QCOMPARE(bench.drain.reason(), std::string("signal"));
    bench.pass(30min - 50ms);
    QCOMPARE(bench.states, States { State::Draining });
    QCOMPARE(bench.drain.deadline(), due);
    bench.pass(50ms);
    QCOMPARE(bench.states, (States { State::Draining, State::Closing }));
    QCOMPARE(bench.timeouts, std::vector<std::uint64_t> { 3 });
    bench.pass(5s - 50ms);
    QVERIFY(bench.outcomes.empty());
    bench.pass(50ms);
    QCOMPARE(bench.states, (States { State::Draining, State::Closing, State::Finished }));
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    const auto& outcome = bench.outcomes.front();
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.initial, std::uint64_t { 3 });
    QCOMPARE(outcome.forced, std::uint64_t { 3 });
    QCOMPARE(outcome.left, std::uint64_t { 0 });
    QCOMPARE(outcome.took, 30min + 5s);
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
    bench.drain.setClients(1);
    for (int i = 1; i < signalCount; ++i)
        bench.drain.onTerminationSignal();
    QVERIFY(bench.outcomes.empty());
    bench.drain.setClients(0); // no tick, no event loop in between
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    QCOMPARE(bench.states.back(), State::Finished);
    QCOMPARE(bench.outcomes[0].exitCode, exitCode);
    QCOMPARE(bench.outcomes[0].took, 4s);
    QCOMPARE(bench.outcomes[0].initial, std::uint64_t { 2 });
    QCOMPARE(bench.outcomes[0].forced, std::uint64_t { forced });
    QCOMPARE(bench.outcomes[0].left, std::uint64_t { 2 - forced });
    QVERIFY(bench.timeouts.empty());
}

void TestDrainController::withoutClientsItEndsAtOnce()
{
    Bench bench(0);
    bench.drain.requestDrain("api");
    QCOMPARE(bench.states, (States { State::Draining, State::Finished }));
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    QCOMPARE(bench.outcomes[0].exitCode, 0);
}

void TestDrainController::aSecondRequestJoins()
{
    Bench bench(1);
    bench.drain.requestDrain("deploy");
    bench.pass(10min, 1s);
    bench.drain.requestDrain("again");
    QCOMPARE(bench.drain.remaining(), 20min);
    QCOMPARE(bench.drain.reason(), std::string("deploy"));
    QCOMPARE(bench.states, States { State::Draining });
    QCOMPARE(bench.ignored.size(), std::size_t { 1 });
    QVERIFY(bench.ignored[0].contains(QLatin1String("deadline stands")));
}

void TestDrainController::afterTheEndNothingChanges()
{
    Bench bench(1);
    bench.drain.requestDrain("api");
    bench.drain.setClients(0);
    bench.drain.force();
    bench.drain.hurry();
    bench.drain.requestDrain("api");
    for (int i = 0; i < 4; ++i)
        bench.drain.onTerminationSignal();
    bench.drain.setClients(2);
    bench.drain.setClients(0);
    bench.pass(1h, 1min);
    QCOMPARE(bench.drain.state(), State::Finished);
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    QCOMPARE(bench.outcomes[0].exitCode, 0);
}

void TestDrainController::clientsThatLeaveInClosingEndIt()
{
    DrainController::Rules rules;
    rules.timeout = 1s;
    Bench bench(2, rules);
    bench.drain.requestDrain("api");
    bench.pass(1s);
    bench.drain.setClients(1);
    QCOMPARE(bench.drain.state(), State::Closing);
    bench.drain.setClients(0);
    QCOMPARE(bench.drain.state(), State::Finished);
    QCOMPARE(bench.outcomes[0].exitCode, 0);
    QCOMPARE(bench.outcomes[0].forced, std::uint64_t { 2 });
}

void TestDrainController::progressEveryFiveSecondsOrTenth()
{
    using Reports = std::vector<Report>;
    Bench bench(100);
    bench.drain.requestDrain("api");
    const Report first { 100, 30min };
    QCOMPARE(bench.reports, Reports { first });
    bench.pass(5s);
    const Report second { 100, 30min - 5s };
    QCOMPARE(bench.reports, (Reports { first, second }));
    bench.drain.setClients(90); // a tenth, not more
    bench.pass(50ms);
    QCOMPARE(bench.reports.size(), std::size_t { 2 });
    bench.drain.setClients(89);
    bench.pass(50ms);
    const Report third { 89, 30min - 5100ms };
    QCOMPARE(bench.reports, (Reports { first, second, third }));
    bench.pass(4950ms);
    QCOMPARE(bench.reports.size(), std::size_t { 3 });
    bench.pass(50ms);
    const Report fourth { 89, 30min - 10100ms };
    QCOMPARE(bench.reports, (Reports { first, second, third, fourth }));
}

void TestDrainController::slotsEndWhereTheRampBegins_data()
{
    QTest::addColumn<int>("timeoutS");
    QTest::addColumn<int>("windowS");
    QTest::newRow("the default: all but the ramp") << 1800 << 1680;
    QTest::newRow("short: the ramp is half of it at most") << 60 << 30;
    QTest::newRow("nothing at all") << 0 << 0;
}

void TestDrainController::slotsEndWhereTheRampBegins()
{
    QFETCH(int, timeoutS);
    QFETCH(int, windowS);
    DrainController::Rules rules;
    rules.timeout = std::chrono::seconds(timeoutS);
    Bench bench(1, rules);
    bench.drain.requestDrain("api");
    QCOMPARE(bench.drain.slotWindow(), std::chrono::seconds(windowS));
}

void TestDrainController::itsOwnTimerLetsTimePass()
{
    Bench bench(1);
    bench.drain.requestDrain("api");
    bench.clock.pass(30min);
    QTRY_COMPARE(bench.drain.state(), State::Closing);
    bench.clock.pass(5s);
    QTRY_COMPARE(bench.drain.state(), State::Finished);
}

void TestDrainController::theNumbersSumInEveryCourse()
{
    for (unsigned seed = 1; seed <= 2000; ++seed) {
        std::mt19937 random(seed);
        const auto upTo = [&](unsigned most) {
            return std::uniform_int_distribution<unsigned>(0, most)(random);
        };
        DrainController::Rules rules;
        rules.timeout = std::chrono::seconds(upTo(60));
        std::uint64_t clients = upTo(20);
        Bench bench(clients, rules);
        for (int i = 0; i < 60; ++i) {
            switch (upTo(9)) {
            case 0:
                bench.drain.requestDrain("api");
                break;
            case 1:
                bench.drain.hurry();
                break;
            case 2:
                if (upTo(5) == 0)
                    bench.drain.onTerminationSignal();
                break;
            case 3:
            case 4:
            case 5:
                clients -= std::min<std::uint64_t>(clients, upTo(2));
                bench.drain.setClients(clients);
                break;
            default:
                bench.pass(milliseconds(upTo(3000)), 500ms);
            }
        }
        bench.drain.force();
        bench.pass(1s);
        QCOMPARE(bench.drain.state(), State::Finished);
        QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
        const auto& outcome = bench.outcomes.front();
        QVERIFY2(outcome.initial == outcome.left + outcome.forced,
                 ("seed " + std::to_string(seed)).c_str());
        QVERIFY(outcome.exitCode == 0 || outcome.exitCode == 3);
        QCOMPARE(bench.states.back(), State::Finished);
    }
}

QTEST_GUILESS_MAIN(TestDrainController)
#include "tst_draincontroller.moc"
