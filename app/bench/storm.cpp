#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include "app/bench/scenarios.h"
#include "app/bench/serverwatch.h"
#include "app/bench/swarm.h"

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr auto patience = 30s;

// How many clients the servers count; nothing when one does not say.
std::optional<std::uint64_t> clientsOf(const Plan& plan)
{
    std::uint64_t sum = 0;
    for (const Target& target : plan.targets) {
        const auto health = fetch(target, "/health", plan.token);
        const auto clients = health ? numberAfter(*health, "\"clients\"") : std::nullopt;
        if (!clients)
            return std::nullopt;
        sum += *clients;
    }
    return sum;
}

} // namespace

void runIdle(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    const auto before = processUsage(plan.pids);
    const auto begin = Clock::now();
    const auto end = begin + plan.duration;
    while (Clock::now() < end && swarm.lost() == 0 && !interrupted()) {
        swarm.turn(std::min(end, Clock::now() + 100ms));
        progress.showTime("idle", Clock::now() - begin, plan.duration);
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    report.faults.closed = swarm.lost();
    if (const auto cpu = cpuMicroseconds(before, processUsage(plan.pids)))
        report.add({ "idle_cpu_percent", "server CPU while idle", *cpu / seconds / 1e4,
                     "% of a core", 2 });
}

void runLeaving(const Plan& plan, Swarm& swarm, Report& report)
{
    report.faults.closed = swarm.lost();
    const auto all = plan.raw ? std::nullopt : clientsOf(plan);
    if (!all || *all < swarm.open())
        return; // an upgrade's server has no such page, or others come and go as well
    const auto others = *all - swarm.open();
    const auto before = processUsage(plan.pids);
    const auto begin = Clock::now();
    swarm.sayGoodbye();
    auto left = all;
    while (left && *left > others && Clock::now() - begin < patience && !interrupted()) {
        swarm.turn(Clock::now() + 5ms);
        left = clientsOf(plan);
    }
    const auto took = Clock::now() - begin;
    if (!left || *left > others) {
        report.failure = std::to_string(left.value_or(*all) - others)
            + " clients have left, and the server still counts them.";
        return;
    }
    report.add(
        { "leave_ms", "all leave: until the server counts none", milliseconds(took), "ms", 0 });
    if (const auto cpu = cpuMicroseconds(before, processUsage(plan.pids)))
        report.add({ "cpu_us_per_leave", "server CPU per leaving client",
                     *cpu / static_cast<double>(swarm.open()), "µs", 1 });
}

} // namespace sluice::bench
