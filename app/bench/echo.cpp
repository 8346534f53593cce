#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include "app/bench/scenarios.h"
#include "app/bench/swarm.h"
#include <algorithm>
#include <deque>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

// Every connection has one message under way and sends the next when its echo is back.
class Echo final : private Audience {
public:
    Echo(const Plan& plan, Swarm& swarm) : m_plan(plan), m_swarm(swarm), m_clients(plan.connections)
    {
        swarm.setAudience(this);
    }
    ~Echo() { m_swarm.setAudience(nullptr); }
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;

    bool warmUp(); // one echo of each client
    void measure(Progress& progress, Report& report);

private:
    struct Talk {
        Ledger ledger;
        Clock::time_point sentAt;
        bool waiting = false;
    };
    void onMessage(std::uint32_t client, std::string_view text) override;
    void sendNext(std::uint32_t client);

    const Plan& m_plan;
    Swarm& m_swarm;
    std::vector<Talk> m_clients;
    std::deque<std::uint32_t> m_idle; // clients whose echo is back
    Percentiles m_latencies;
    Faults m_faults;
};

void Echo::sendNext(std::uint32_t client)
{
    Talk& talk = m_clients[client];
    talk.sentAt = Clock::now();
    talk.waiting = true;
    m_swarm.sendText(client, makePayload({ m_plan.run, talk.ledger.due() }, m_plan.size));
}

void Echo::onMessage(std::uint32_t client, std::string_view text)
{
    Talk& talk = m_clients[client];
    const auto check = checkPayload(text, m_plan.size);
    if (check.kind == PayloadCheck::Kind::NotOurs) {
        ++m_faults.damaged;
        return;
    }
    if (!talk.ledger.accept(check, std::nullopt, m_plan.run, m_faults))
        return;
    m_latencies.add(Clock::now() - talk.sentAt);
    talk.waiting = false;
    m_idle.push_back(client);
}

bool Echo::warmUp()
{
    for (std::uint32_t client = 0; client < m_plan.connections; ++client)
        sendNext(client);
    const auto end = Clock::now() + 10s;
    while (m_idle.size() < m_plan.connections && Clock::now() < end && m_swarm.lost() == 0
           && !interrupted())
        m_swarm.turn(std::min(end, Clock::now() + 100ms));
    m_latencies = {};
    return m_idle.size() == m_plan.connections;
}

void Echo::measure(Progress& progress, Report& report)
{
    const auto before = processUsage(m_plan.pids);
    const auto begin = Clock::now();
    const auto end = begin + m_plan.duration;
    double sent = 0;
    while (Clock::now() < end && m_swarm.lost() == 0 && !interrupted()) {
        const double due
            = m_plan.rate * std::chrono::duration<double>(Clock::now() - begin).count();
        for (; !m_idle.empty() && (m_plan.rate <= 0 || sent < due); ++sent) {
            const std::uint32_t client = m_idle.front();
            m_idle.pop_front();
            sendNext(client);
        }
        m_swarm.turn(std::min(end, Clock::now() + (m_plan.rate > 0 ? 1ms : 100ms)));
        progress.showTime("echoing", Clock::now() - begin, m_plan.duration);
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const auto after = processUsage(m_plan.pids);
    m_swarm.settle(100ms, 3s);
    const auto isWaiting = [](const Talk& talk) { return talk.waiting; };
    m_faults.lost
        += static_cast<std::uint64_t>(std::count_if(m_clients.begin(), m_clients.end(), isWaiting));
    m_faults.closed = m_swarm.lost();
    report.faults = m_faults;
    const auto echoes = static_cast<double>(m_latencies.count());
    if (echoes <= 0)
        return;
    report.add({ "echoes", "echoes, each one checked", echoes, "", 0 });
    report.add({ "echoes_per_s", "echoes a second", echoes / seconds, "/s", 0 });
    if (const auto cpu = cpuMicroseconds(before, after))
        report.add({ "cpu_us_per_echo", "server CPU per echo", *cpu / echoes, "µs", 2 });
    report.add({ "echo_p50_ms", "round trip, median", milliseconds(m_latencies.at(50)), "ms", 3 });
    report.add({ "echo_p99_ms", "round trip, p99", milliseconds(m_latencies.at(99)), "ms", 3 });
}

} // namespace

void runEcho(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    Echo echo(plan, swarm);
    if (echo.warmUp())
        echo.measure(progress, report);
    else if (!interrupted() && swarm.lost() == 0)
        report.failure
            = "Not every client had an echo within 10 s. Does the server echo at this path?";
}

} // namespace sluice::bench
