#include "app/bench/progress.h"
#include "app/bench/scenarios.h"
#include "app/bench/swarm.h"
#include <sys/resource.h>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr rlim_t ownDescriptors = 64;

// Raises the descriptor limit as far as it goes; a sentence when that is too low.
std::string raiseLimit(std::uint32_t connections)
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= connections + ownDescriptors)
        return {};
    return std::to_string(connections) + " connections need more descriptors than the limit of "
        + std::to_string(limit.rlim_cur) + " (ulimit -Hn) allows.";
}

void reportConnecting(const Plan& plan, const Swarm& swarm, Clock::duration took,
                      const std::optional<ProcessUsage>& before, Report& report)
{
    const auto connections = static_cast<double>(plan.connections);
    const double seconds = std::chrono::duration<double>(took).count();
    report.add({ "connects_per_s", "connects a second", connections / seconds, "/s", 0 });
    report.add({ "welcome_p50_ms", "connect to welcome, median",
                 milliseconds(swarm.welcomes().at(50)), "ms", 2 });
    report.add({ "welcome_p99_ms", "connect to welcome, p99", milliseconds(swarm.welcomes().at(99)),
                 "ms", 2 });
    report.add({ "frames_per_connect", "text frames received per connect",
                 static_cast<double>(swarm.texts()) / connections, "", 2 });
    const auto after = processUsage(plan.pid);
    if (const auto cpu = cpuMicroseconds(before, after)) {
        const auto grown
            = static_cast<double>(after->residentKb) - static_cast<double>(before->residentKb);
        report.add({ "cpu_us_per_connect", "server CPU per connect", *cpu / connections, "µs", 1 });
        report.add({ "rss_kb_per_connection", "server memory per connection", grown / connections,
                     "KB", 2 });
    }
}

} // namespace

void runIdle(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    const auto before = processUsage(plan.pid);
    const auto begin = Clock::now();
    const auto end = begin + plan.duration;
    while (Clock::now() < end && swarm.lost() == 0) {
        swarm.turn(std::min(end, Clock::now() + 100ms));
        progress.show("ms idle", static_cast<std::uint64_t>(milliseconds(Clock::now() - begin)),
                      static_cast<std::uint64_t>(milliseconds(plan.duration)));
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    report.faults.closed = swarm.lost();
    if (const auto cpu = cpuMicroseconds(before, processUsage(plan.pid)))
        report.add({ "idle_cpu_percent", "server CPU while idle", *cpu / seconds / 1e4,
                     "% of a core", 2 });
}

Report runBench(const Plan& plan)
{
    Report report;
    report.failure = raiseLimit(plan.connections);
    if (report.failure.empty() && plan.pid != 0 && !processUsage(plan.pid))
        report.failure = "There is no readable process " + std::to_string(plan.pid) + ".";
    if (!report.failure.empty())
        return report;
    Progress progress;
    Swarm swarm(plan);
    const auto before = processUsage(plan.pid);
    const auto begin = Clock::now();
    if (swarm.connectAll(progress)) {
        const auto took = Clock::now() - begin;
        swarm.settle(700ms, 5s); // longer than a presence interval
        reportConnecting(plan, swarm, took, before, report);
        switch (plan.scenario) {
        case Scenario::Fanout:
            runFanout(plan, swarm, progress, report);
            break;
        case Scenario::Echo:
            runEcho(plan, swarm, progress, report);
            break;
        case Scenario::Idle:
            runIdle(plan, swarm, progress, report);
            break;
        case Scenario::Storm: // the connecting was the storm
            report.faults.closed = swarm.lost();
            break;
        }
    }
    if (report.failure.empty())
        report.failure = swarm.failure();
    swarm.leaveAll();
    return report;
}

} // namespace sluice::bench
