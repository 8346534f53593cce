#include "app/bench/followers.h"
#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include "app/bench/scenarios.h"
#include "app/bench/speaker.h"
#include <algorithm>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr auto patience = 15s; // without anything that arrives
constexpr auto longestTurn = 100ms;

// Clients that follow drains and restarts, and a publisher beside them.
class Follow {
public:
    Follow(const Plan& plan, const std::vector<Followers::Door>& doors)
        : m_plan(plan), m_followers(plan, doors, m_poller), m_speaker(plan, doors, m_poller)
    {
        m_followers.setHeard([this](std::uint32_t, std::uint32_t sequence) { heard(sequence); });
    }

    bool gather(Progress& progress); // false: nobody to measure with
    void measure(Progress& progress);
    void finish();
    void report(Report& report) const;

private:
    void heard(std::uint32_t sequence);
    void turn();
    [[nodiscard]] bool goesOn() const
    {
        return m_followers.failure().empty() && m_speaker.failure().empty();
    }
    [[nodiscard]] std::uint64_t missing() const;

    const Plan& m_plan;
    Poller m_poller;
    Followers m_followers;
    Speaker m_speaker;
    std::vector<std::uint32_t> m_arrived; // at how many clients, by sequence
    Percentiles m_arrivals;
    Clock::time_point m_began {};
    Clock::duration m_took {};
};

void Follow::heard(std::uint32_t sequence)
{
    if (sequence >= m_speaker.count())
        return;
    m_arrived.resize(m_speaker.count());
    if (++m_arrived[sequence] == m_plan.connections)
        m_arrivals.add(Clock::now() - m_speaker.begun(sequence));
}

void Follow::turn()
{
    auto until = std::min(Clock::now() + longestTurn, m_speaker.nextAct());
    if (const auto next = m_followers.nextAct())
        until = std::min(until, *next);
    m_poller.turn(until);
    m_followers.act(Clock::now());
}

bool Follow::gather(Progress& progress)
{
    auto lastProgress = Clock::now();
    for (std::uint32_t welcomed = 0; welcomed < m_plan.connections && goesOn() && !interrupted();) {
        m_followers.arrive();
        turn();
        if (m_followers.welcomed() != welcomed)
            lastProgress = Clock::now();
        welcomed = m_followers.welcomed();
        progress.show("connected", welcomed, m_plan.connections);
        if (Clock::now() - lastProgress > patience)
            return false;
    }
    return m_followers.welcomed() == m_plan.connections && goesOn();
}

void Follow::measure(Progress& progress)
{
    m_began = Clock::now();
    m_speaker.start();
    while (Clock::now() - m_began < m_plan.duration && goesOn() && !interrupted()) {
        m_speaker.act(Clock::now());
        turn();
        progress.showTime(std::to_string(m_followers.counts().moves) + " moves",
                          Clock::now() - m_began, m_plan.duration);
    }
    m_speaker.stop();
}

std::uint64_t Follow::missing() const
{
    std::uint64_t missing = 0;
    for (std::uint32_t client = 0; client < m_plan.connections; ++client)
        missing += m_speaker.accepted() - std::min(m_followers.due(client), m_speaker.accepted());
    return missing;
}

void Follow::finish()
{
    auto lastProgress = Clock::now();
    std::uint64_t deliveries = 0;
    while (goesOn() && (!m_speaker.isSilent() || missing() != 0)
           && Clock::now() - lastProgress < patience) {
        m_speaker.act(Clock::now());
        turn();
        if (std::exchange(deliveries, m_followers.counts().deliveries) != deliveries)
            lastProgress = Clock::now();
    }
    m_took = Clock::now() - m_began;
    for (const auto end = Clock::now() + 200ms; Clock::now() < end;)
        turn(); // a message that comes twice would come now
    m_followers.leaveAll();
    for (const auto end = Clock::now() + 3s; Clock::now() < end && !m_followers.allGone();)
        turn();
}

void Follow::report(Report& report) const
{
    const FollowCounts& counts = m_followers.counts();
    report.faults = counts.faults;
    report.faults.lost += missing();
    report.failure = m_speaker.failure().empty() ? m_followers.failure() : m_speaker.failure();
    if (report.failure.empty() && !m_speaker.isSilent())
        report.failure = "The last message was never accepted: " + m_speaker.lastTrouble() + ".";
    const auto add = [&report](std::string_view key, std::string_view label, auto value) {
        report.add({ key, label, static_cast<double>(value), "", 0 });
    };
    add("messages", "messages published", m_speaker.accepted());
    add("deliveries", "deliveries, each one checked", counts.deliveries);
    const double seconds = std::chrono::duration<double>(m_took).count();
    if (seconds > 0)
        report.add({ "deliveries_per_s", "deliveries a second",
                     static_cast<double>(counts.deliveries) / seconds, "/s", 0 });
    add("repeated_requests", "requests repeated under their key", m_speaker.repeats());
    add("notices", "clients told to move", counts.notices);
    add("moves", "moves", counts.moves);
    add("forced_moves", "moves after a close without a notice", counts.forcedMoves);
    add("most_moves", "moves of one client, at most", m_followers.mostMoves());
    if (m_followers.welcomes().count() != 0) {
        report.add({ "move_p50_ms", "a move: connect to welcome, median",
                     milliseconds(m_followers.welcomes().at(50)), "ms", 2 });
        report.add({ "move_p99_ms", "a move: connect to welcome, p99",
                     milliseconds(m_followers.welcomes().at(99)), "ms", 2 });
    }
    if (m_arrivals.count() != 0) {
        report.add({ "arrival_p50_ms", "publish to last client, median",
                     milliseconds(m_arrivals.at(50)), "ms", 2 });
        report.add({ "arrival_p99_ms", "publish to last client, p99",
                     milliseconds(m_arrivals.at(99)), "ms", 2 });
    }
    if (!m_followers.firstRefusal().empty())
        report.notes.push_back("The first refusal: " + m_followers.firstRefusal() + ".");
}

std::optional<std::vector<Followers::Door>> doorsOf(const Plan& plan, Report& report)
{
    std::vector<Followers::Door> doors;
    for (const Target& target : plan.targets) {
        const auto address = resolve(target);
        if (!address) {
            report.failure = "The name " + target.host + " is not known.";
            return std::nullopt;
        }
        doors.push_back({ *address, target });
    }
    return doors;
}

} // namespace

void runFollow(const Plan& plan, Progress& progress, Report& report)
{
    const auto doors = doorsOf(plan, report);
    if (!doors)
        return;
    Follow follow(plan, *doors);
    const bool ready = follow.gather(progress);
    if (ready)
        follow.measure(progress);
    follow.finish();
    follow.report(report);
    if (!ready && report.failure.empty() && !interrupted())
        report.failure = "Not all connections were welcomed; the others waited 15 s in vain.";
}

} // namespace sluice::bench
