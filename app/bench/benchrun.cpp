#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include "app/bench/scenarios.h"
#include "app/bench/serverwatch.h"
#include "app/bench/swarm.h"
#include <sys/resource.h>
#include <thread>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr rlim_t ownDescriptors = 64;

// Raises the descriptor limit as far as it goes; a sentence when that is too low.
std::string raiseLimit(const Plan& plan)
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    const bool follows = plan.scenario == Scenario::Follow; // two sockets a client while it moves
    const rlim_t sockets = rlim_t { plan.listeners() } * (follows ? 2 : 1) + plan.stalled
        + (plan.scenario == Scenario::Publish ? plan.connections : 0);
    if (limit.rlim_cur >= sockets + ownDescriptors)
        return {};
    const rlim_t most = std::max(limit.rlim_cur, ownDescriptors) - ownDescriptors;
    return std::to_string(sockets) + " connections need more descriptors than the hard limit of "
        + std::to_string(limit.rlim_cur) + " allows, which is enough for " + std::to_string(most)
        + ". Ask for fewer, or raise the limit: as root, ulimit -Hn "
        + std::to_string(sockets + ownDescriptors) + ".";
}

void reportConnecting(const Plan& plan, const Swarm& swarm, Clock::duration took,
                      const std::optional<ProcessUsage>& before, Report& report)
{
    if (swarm.open() == 0)
        return;
    const auto connections = static_cast<double>(swarm.open());
    const double seconds = std::chrono::duration<double>(took).count();
    report.add({ "connects_per_s", "connects a second", connections / seconds, "/s", 0 });
    report.add({ "welcome_p50_ms", "connect to welcome, median",
                 milliseconds(swarm.welcomes().at(50)), "ms", 2 });
    report.add({ "welcome_p99_ms", "connect to welcome, p99", milliseconds(swarm.welcomes().at(99)),
                 "ms", 2 });
    report.add({ "frames_per_connect", "text frames received per connect",
                 static_cast<double>(swarm.texts()) / connections, "", 2 });
    const auto after = processUsage(plan.pids);
    if (const auto cpu = cpuMicroseconds(before, after)) {
        const auto grown
            = static_cast<double>(after->residentKb) - static_cast<double>(before->residentKb);
        report.add({ "cpu_us_per_connect", "server CPU per connect", *cpu / connections, "µs", 1 });
        report.add({ "rss_kb_per_connection", "server memory per connection", grown / connections,
                     "KB", 2 });
    }
}

void runScenario(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    switch (plan.scenario) {
    case Scenario::Fanout:
        return runFanout(plan, swarm, progress, report);
    case Scenario::Echo:
        return runEcho(plan, swarm, progress, report);
    case Scenario::Idle:
        return runIdle(plan, swarm, progress, report);
    case Scenario::Publish:
        return runPublish(plan, swarm, progress, report);
    case Scenario::Storm: // the connecting was the storm
        return runLeaving(plan, swarm, report);
    case Scenario::Follow: // has no swarm
        return;
    }
}

void reportWatched(const Plan& plan, ServerWatch& watch, Report& report)
{
    const auto found = watch.finish();
    if (found.loopLag)
        report.add(
            { "loop_lag_ms", "worst lag of a server's loop", *found.loopLag * 1e3, "ms", 1 });
    if (found.slowConsumers && plan.stalled != 0)
        report.add(
            { "slow_consumers", "clients whose queue ran full", *found.slowConsumers, "", 0 });
}

// The clients are there: measures, with an eye on what the server says of itself.
void measure(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    std::optional<ServerWatch> watch;
    if (!plan.raw && plan.scenario != Scenario::Idle) // where even looking would be work
        watch.emplace(plan.targets, plan.token, Clock::now());
    swarm.stopReading(plan.listeners());
    runScenario(plan, swarm, progress, report);
    if (watch && plan.scenario == Scenario::Storm)
        std::this_thread::sleep_for(1100ms); // the server's report on the last second
    if (watch)
        reportWatched(plan, *watch, report);
}

} // namespace

Report runBench(const Plan& plan)
{
    Report report;
    report.failure = raiseLimit(plan);
    if (report.failure.empty() && !plan.pids.empty() && !processUsage(plan.pids))
        report.failure = "The server's process is gone, or not ours to look at (--pid).";
    if (!report.failure.empty())
        return report;
    catchInterrupt();
    Progress progress;
    if (plan.scenario == Scenario::Follow) {
        runFollow(plan, progress, report);
        report.interrupted = interrupted();
        return report;
    }
    Swarm swarm(plan);
    const auto before = processUsage(plan.pids);
    const auto begin = Clock::now();
    const bool ready = swarm.connectAll(progress);
    const auto took = Clock::now() - begin;
    if (ready)
        swarm.settle(700ms, 5s); // longer than a presence interval
    reportConnecting(plan, swarm, took, before, report);
    if (ready)
        measure(plan, swarm, progress, report);
    if (report.failure.empty())
        report.failure = swarm.failure();
    if (plan.groups() > 1 && report.faults.repeated != 0)
        report.notes.emplace_back("Are these URLs one cluster? Then say --cluster.");
    if (plan.cluster && plan.targets.size() > 1 && report.faults.lost != 0)
        report.notes.emplace_back("Are these URLs really one cluster? --cluster says so.");
    report.interrupted = interrupted();
    swarm.leaveAll();
    return report;
}

} // namespace sluice::bench
