#include "app/bench/httplink.h"
#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include "app/bench/publishledger.h"
#include "app/bench/scenarios.h"
#include "app/bench/swarm.h"
#include <deque>
#include <utility>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t warmUps = 2; // of each publisher
constexpr auto patience = 10s;

// Every publisher has one POST under way and sends the next when it is answered; the receivers
// check.
class Publish final : private Audience, private LinkOwner {
public:
    Publish(const Plan& plan, Swarm& swarm);
    ~Publish() { m_swarm.setAudience(nullptr); }
    Publish(const Publish&) = delete;
    Publish& operator=(const Publish&) = delete;

    void warmUp();
    void measure(Progress& progress);
    void report(Report& report);

private:
    struct Sent {
        Clock::time_point at;
        std::uint32_t publisher = 0;
        std::uint32_t missing = 0; // receivers that do not have it yet
    };
    void onMessage(std::uint32_t client, std::string_view text) override;
    void onAnswer(HttpLink& link, int status, std::string_view body) override;
    void onBroken(HttpLink& link, const std::string& why) override;
    void watch(HttpLink& link) override { m_swarm.watch(link); }
    void publishNext(HttpLink& link);
    void waitForAll();
    [[nodiscard]] std::uint32_t groupOf(std::uint32_t sequence) const;
    [[nodiscard]] bool goesOn() const { return m_failure.empty() && !interrupted(); }

    const Plan& m_plan;
    Swarm& m_swarm;
    std::deque<HttpLink> m_links;
    std::deque<HttpLink*> m_idle;
    std::vector<std::string> m_heads; // of a request, by target
    std::vector<std::uint32_t> m_current; // the sequence under way, by publisher
    std::vector<Sent> m_sent; // by sequence
    PublishLedger m_ledger;
    Faults m_faults;
    Percentiles m_answers;
    Percentiles m_arrivals;
    std::string m_failure;
    std::string m_refusal; // the first one's words
    bool m_everAccepted = false;
    std::uint64_t m_accepted = 0;
    std::uint64_t m_refused = 0;
    std::uint64_t m_deliveries = 0;
    std::uint64_t m_outstanding = 0; // deliveries that accepted or unanswered messages are due
    std::optional<ProcessUsage> m_before;
    std::optional<ProcessUsage> m_after;
    Clock::duration m_took {};
};

Publish::Publish(const Plan& plan, Swarm& swarm)
    : m_plan(plan), m_swarm(swarm), m_current(plan.connections), m_ledger(plan.receivers)
{
    swarm.setAudience(this);
    for (const Target& target : plan.targets)
        m_heads.push_back(
            "POST /broadcast HTTP/1.1\r\nHost: " + authority(target)
            + "\r\nContent-Type: application/json\r\n"
            + (plan.token.empty() ? "" : "Authorization: Bearer " + plan.token + "\r\n")
            + "Content-Length: ");
    for (std::uint32_t i = 0; i < plan.connections; ++i) {
        const auto target = static_cast<std::uint32_t>(i % plan.targets.size());
        m_links.emplace_back(i, swarm.addressOf(target), static_cast<LinkOwner&>(*this));
        m_idle.push_back(&m_links.back());
    }
}

std::uint32_t Publish::groupOf(std::uint32_t sequence) const
{
    return m_sent[sequence].publisher % m_plan.groups();
}

void Publish::publishNext(HttpLink& link)
{
    const std::uint32_t sequence = m_ledger.begin();
    m_current[link.index()] = sequence;
    const std::uint32_t groups = m_plan.groups();
    const std::uint32_t group = link.index() % groups;
    const std::uint32_t due = (m_plan.receivers + groups - 1 - group) / groups;
    m_sent.push_back({ Clock::now(), link.index(), due });
    m_outstanding += due;
    const std::string body
        = "{\"message\":\"" + makePayload({ m_plan.run, sequence }, m_plan.size) + "\"}";
    link.send(m_heads[link.index() % m_heads.size()] + std::to_string(body.size()) + "\r\n\r\n"
              + body);
}

void Publish::onAnswer(HttpLink& link, int status, std::string_view body)
{
    const std::uint32_t sequence = m_current[link.index()];
    m_idle.push_back(&link);
    if (status / 100 == 2) {
        ++m_accepted;
        m_everAccepted = true;
        m_answers.add(Clock::now() - m_sent[sequence].at);
        m_ledger.accepted(sequence, m_plan.raw ? std::nullopt : numberAfter(body, "\"offset\""),
                          m_faults);
        return;
    }
    ++m_refused;
    m_outstanding -= std::exchange(m_sent[sequence].missing, 0);
    if (m_refusal.empty())
        m_refusal = std::to_string(status) + " " + std::string(body.substr(0, 300));
    if (!m_everAccepted)
        m_failure = "The server refuses to publish: " + m_refusal
            + (status == 401 || status == 403 ? " (--token shows it a token)" : "");
}

void Publish::onBroken(HttpLink& link, const std::string& why)
{
    m_failure = "Publisher " + std::to_string(link.index() + 1) + " got no answer: " + why + ".";
}

void Publish::onMessage(std::uint32_t client, std::string_view text)
{
    const PayloadCheck check = checkPayload(text, m_plan.size);
    if (check.kind == PayloadCheck::Kind::NotOurs)
        return; // presence and the like
    const auto offset = m_plan.raw ? std::nullopt : numberAfter(text, "\"offset\"");
    if (!m_ledger.received(client, check, offset, m_plan.run, m_faults))
        return;
    Sent& sent = m_sent[check.stamp.sequence];
    if (client % m_plan.groups() != groupOf(check.stamp.sequence) || sent.missing == 0)
        return; // close() counts it
    ++m_deliveries;
    --m_outstanding;
    if (--sent.missing == 0)
        m_arrivals.add(Clock::now() - sent.at);
}

void Publish::waitForAll()
{
    const auto end = Clock::now() + patience;
    while ((m_idle.size() < m_links.size() || m_outstanding != 0) && Clock::now() < end
           && m_failure.empty() && m_swarm.lost() == 0)
        m_swarm.turn(std::min(end, Clock::now() + 100ms));
    if (m_idle.size() < m_links.size() && m_failure.empty() && m_swarm.lost() == 0)
        m_failure = std::to_string(m_links.size() - m_idle.size())
            + " requests were not answered within 10 s.";
}

void Publish::warmUp()
{
    for (std::uint32_t i = 0; i < warmUps && goesOn(); ++i) {
        const auto round = std::move(m_idle);
        m_idle = {};
        for (HttpLink* link : round)
            publishNext(*link);
        waitForAll();
    }
    m_answers = {};
    m_arrivals = {};
    m_accepted = m_refused = m_deliveries = 0;
}

void Publish::measure(Progress& progress)
{
    m_before = processUsage(m_plan.pids);
    const auto begin = Clock::now();
    const auto end = begin + m_plan.duration;
    double sent = 0;
    while (Clock::now() < end && goesOn() && m_swarm.lost() == 0) {
        const double due
            = m_plan.rate * std::chrono::duration<double>(Clock::now() - begin).count();
        for (; !m_idle.empty() && (m_plan.rate <= 0 || sent < due); ++sent) {
            HttpLink& link = *m_idle.front();
            m_idle.pop_front();
            publishNext(link);
        }
        m_swarm.turn(std::min(end, Clock::now() + (m_plan.rate > 0 ? 1ms : 100ms)));
        progress.showTime("publishing", Clock::now() - begin, m_plan.duration);
    }
    waitForAll();
    m_took = Clock::now() - begin;
    m_after = processUsage(m_plan.pids);
    m_swarm.settle(100ms, 1s); // a message that comes twice would come now
}

void Publish::report(Report& report)
{
    m_ledger.close(
        [this](std::uint32_t sequence, std::uint32_t receiver) {
            return receiver % m_plan.groups() == groupOf(sequence);
        },
        m_faults);
    m_faults.closed = m_swarm.lost();
    report.faults = m_faults;
    report.failure = m_failure;
    const double seconds = std::chrono::duration<double>(m_took).count();
    report.add({ "publishes", "requests accepted", static_cast<double>(m_accepted), "", 0 });
    report.add({ "refused", "requests refused", static_cast<double>(m_refused), "", 0 });
    if (m_accepted == 0 || seconds <= 0)
        return;
    const auto accepted = static_cast<double>(m_accepted);
    report.add({ "publishes_per_s", "requests a second", accepted / seconds, "/s", 0 });
    report.add(
        { "publish_p50_ms", "request to answer, median", milliseconds(m_answers.at(50)), "ms", 3 });
    report.add(
        { "publish_p99_ms", "request to answer, p99", milliseconds(m_answers.at(99)), "ms", 3 });
    if (const auto cpu = cpuMicroseconds(m_before, m_after)) {
        report.add({ "cpu_us_per_publish", "server CPU per request", *cpu / accepted, "µs", 2 });
        if (*cpu > 0)
            report.add({ "publishes_per_cpu_s", "requests per second of server CPU",
                         accepted / *cpu * 1e6, "", 0 });
    }
    report.add(
        { "deliveries", "deliveries, each one checked", static_cast<double>(m_deliveries), "", 0 });
    if (m_arrivals.count() != 0) {
        report.add({ "arrival_p50_ms", "request to last receiver, median",
                     milliseconds(m_arrivals.at(50)), "ms", 3 });
        report.add({ "arrival_p99_ms", "request to last receiver, p99",
                     milliseconds(m_arrivals.at(99)), "ms", 3 });
    }
    if (m_refused != 0)
        report.notes.push_back("The first refusal: " + m_refusal);
}

} // namespace

void runPublish(const Plan& plan, Swarm& swarm, Progress& progress, Report& report)
{
    Publish publish(plan, swarm);
    publish.warmUp();
    publish.measure(progress);
    publish.report(report);
}

} // namespace sluice::bench
