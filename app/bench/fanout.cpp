#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include "app/bench/scenarios.h"
#include "app/bench/swarm.h"

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t warmUps = 3;
constexpr std::uint32_t mostInFlight = 32; // keeps an overtaxed peer from dropping us as slow
constexpr auto patience = 10s;

// One sender a group, all others of it receive and check. All senders say the same, so that a
// message that strays into another group is one that comes twice.
class Fanout final : private Audience {
public:
    Fanout(const Plan& plan, Swarm& swarm)
        : m_plan(plan), m_swarm(swarm), m_ledgers(plan.connections)
    {
        swarm.setAudience(this);
    }
    ~Fanout() { m_swarm.setAudience(nullptr); }
    Fanout(const Fanout&) = delete;
    Fanout& operator=(const Fanout&) = delete;

    bool warmUp();
    void measure(Progress& progress);
    void report(Report& report);

private:
    struct Sent {
        Clock::time_point at;
        std::uint32_t missing = 0; // receivers that do not have it yet
    };
    void onMessage(std::uint32_t client, std::string_view text) override;
    void sendNext();
    [[nodiscard]] std::uint32_t inFlight() const { return sent() - m_complete; }
    [[nodiscard]] std::uint32_t sent() const { return static_cast<std::uint32_t>(m_sent.size()); }
    [[nodiscard]] bool isSender(std::uint32_t client) const { return client < m_plan.groups(); }
    [[nodiscard]] bool goesOn() const { return m_swarm.lost() == 0 && !m_limited; }
    bool waitFor(std::uint32_t complete);

    const Plan& m_plan;
    Swarm& m_swarm;
    std::vector<Ledger> m_ledgers; // by client
    std::vector<Sent> m_sent; // by sequence
    Percentiles m_latencies;
    Faults m_faults;
    std::uint64_t m_deliveries = 0;
    std::uint64_t m_octets = 0; // on the wire
    std::uint32_t m_complete = 0; // messages that all receivers have
    std::optional<ProcessUsage> m_before;
    std::optional<ProcessUsage> m_after;
    Clock::duration m_took {};
    bool m_limited = false;
};

void Fanout::onMessage(std::uint32_t client, std::string_view text)
{
    const PayloadCheck check = checkPayload(text, m_plan.size);
    if (check.kind == PayloadCheck::Kind::NotOurs) {
        if (isSender(client) && text.find("\"rate_limited\"") != std::string_view::npos)
            m_limited = true;
        return;
    }
    const auto offset = m_plan.raw ? std::nullopt : numberAfter(text, "\"offset\"");
    const bool due = m_ledgers[client].accept(check, offset, m_plan.run, m_faults);
    if (!due)
        return;
    ++m_deliveries; // a server that sends to all has paid for the sender's copy too
    if (isSender(client) || check.stamp.sequence >= m_sent.size())
        return;
    Sent& sent = m_sent[check.stamp.sequence];
    if (--sent.missing != 0)
        return;
    ++m_complete;
    m_latencies.add(Clock::now() - sent.at);
}

void Fanout::sendNext()
{
    const std::string payload = makePayload({ m_plan.run, sent() }, m_plan.size);
    m_sent.push_back({ Clock::now(), m_plan.connections - m_plan.groups() });
    for (std::uint32_t sender = 0; sender < m_plan.groups(); ++sender)
        m_swarm.sendText(sender, payload);
}

bool Fanout::waitFor(std::uint32_t complete)
{
    const auto end = Clock::now() + patience;
    while (m_complete < complete && Clock::now() < end && goesOn())
        m_swarm.turn(std::min(end, Clock::now() + 100ms));
    return m_complete >= complete;
}

bool Fanout::warmUp()
{
    for (std::uint32_t i = 0; i < warmUps; ++i) {
        sendNext();
        if (!waitFor(i + 1) || interrupted())
            return false;
    }
    m_latencies = {};
    m_deliveries = 0;
    return true;
}

void Fanout::measure(Progress& progress)
{
    const auto interval = m_plan.rate > 0 ? std::chrono::duration_cast<Clock::duration>(
                              std::chrono::duration<double>(1 / m_plan.rate))
                                          : Clock::duration::zero();
    m_before = processUsage(m_plan.pids);
    const std::uint64_t octets = m_swarm.octets();
    const auto begin = Clock::now();
    const auto end = begin + m_plan.duration;
    for (auto next = begin; Clock::now() < end && goesOn() && !interrupted();) {
        const bool mayClosed = interval.count() == 0 && inFlight() == 0;
        const bool mayOpen = interval.count() != 0 && inFlight() < mostInFlight;
        if ((mayClosed || mayOpen) && Clock::now() >= next) {
            sendNext();
            next += interval;
        }
        m_swarm.turn(mayOpen ? std::min(next, end) : end);
        progress.showTime("sending", Clock::now() - begin, m_plan.duration);
    }
    waitFor(sent());
    m_took = Clock::now() - begin;
    m_octets = m_swarm.octets() - octets;
    m_after = processUsage(m_plan.pids);
    m_swarm.settle(100ms, 1s); // a message that comes twice would come now
}

void Fanout::report(Report& report)
{
    for (std::uint32_t client = m_plan.groups(); client < m_plan.connections && !m_limited;
         ++client)
        m_faults.lost += sent() - std::min(m_ledgers[client].due(), sent());
    m_faults.closed = m_swarm.lost();
    report.faults = m_faults;
    if (m_limited)
        report.failure = "The server limits what a client may say: start it with "
                         "--messages-per-minute 0 (SLUICE_MESSAGES_PER_MINUTE=0).";
    const double seconds = std::chrono::duration<double>(m_took).count();
    if (m_deliveries == 0 || seconds <= 0)
        return;
    const auto deliveries = static_cast<double>(m_deliveries);
    report.add({ "messages", "messages sent", static_cast<double>(sent() - warmUps), "", 0 });
    report.add({ "warm_up_messages", "messages before, not counted", warmUps, "", 0 });
    report.add({ "deliveries", "deliveries, each one checked", deliveries, "", 0 });
    report.add({ "deliveries_per_s", "deliveries a second", deliveries / seconds, "/s", 0 });
    report.add({ "wire_bytes_per_delivery", "bytes on the wire per delivery",
                 static_cast<double>(m_octets) / deliveries, "B", 1 });
    if (const auto cpu = cpuMicroseconds(m_before, m_after)) {
        report.add(
            { "cpu_us_per_delivery", "server CPU per delivery", *cpu / deliveries, "µs", 3 });
        report.add({ "cpu_percent", "server CPU", *cpu / seconds / 1e4, "% of a core", 1 });
    }
    report.add({ "fanout_p50_ms", "send to last receiver, median", milliseconds(m_latencies.at(50)),
                 "ms", 2 });
    report.add({ "fanout_p99_ms", "send to last receiver, p99", milliseconds(m_latencies.at(99)),
                 "ms", 2 });
}

} // namespace

void runFanout(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    Fanout fanout(plan, swarm);
    if (fanout.warmUp())
        fanout.measure(progress);
    fanout.report(report);
}

} // namespace sluice::bench
