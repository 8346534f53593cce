#include "app/bench/speaker.h"
#include <algorithm>
#include <sys/epoll.h>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr auto beforeRepeating = 50ms;

} // namespace

Speaker::Speaker(const Plan& plan, const std::vector<Followers::Door>& doors, Poller& poller)
    : m_plan(plan), m_poller(poller),
      m_interval(std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(plan.rate > 0 ? 1 / plan.rate : 0)))
{
    for (const Followers::Door& door : doors) {
        m_links.emplace_back(static_cast<std::uint32_t>(m_links.size()), door.address,
                             static_cast<LinkOwner&>(*this));
        m_heads.push_back(
            "POST /broadcast HTTP/1.1\r\nHost: " + authority(door.target)
            + "\r\nContent-Type: application/json\r\n"
            + (plan.token.empty() ? "" : "Authorization: Bearer " + plan.token + "\r\n"));
    }
}

void Speaker::act(Clock::time_point now)
{
    if (m_underWay) {
        if (m_again && now >= *m_again)
            say();
        return;
    }
    if (m_stopped || now < m_next)
        return;
    m_next = m_next == Clock::time_point {} ? now + m_interval : m_next + m_interval;
    m_underWay = true;
    m_begun.push_back(now);
    say();
}

void Speaker::say()
{
    m_repeats += m_again ? 1 : 0;
    m_again.reset();
    const std::string body
        = "{\"message\":\"" + makePayload({ m_plan.run, m_accepted }, m_plan.size) + "\"}";
    m_links[m_door].send(m_heads[m_door] + "Idempotency-Key: sluice-bench-"
                         + std::to_string(m_plan.run) + "-" + std::to_string(m_accepted)
                         + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
                         + body);
}

void Speaker::onAnswer(HttpLink&, int status, std::string_view body)
{
    if (status / 100 == 2) {
        ++m_accepted;
        m_underWay = false;
        return;
    }
    const std::string answer = std::to_string(status) + " " + std::string(body.substr(0, 300));
    if (status / 100 == 5)
        return sayAgainLater(answer);
    m_failure = "The server refuses to publish: " + answer
        + (status == 401 || status == 403 ? " (--token shows it a token)" : "");
}

void Speaker::onBroken(HttpLink&, const std::string& why)
{
    sayAgainLater(why);
}

void Speaker::sayAgainLater(const std::string& why)
{
    m_lastTrouble = why;
    m_door = (m_door + 1) % m_links.size();
    m_again = Clock::now() + beforeRepeating;
}

void Speaker::watch(HttpLink& link)
{
    m_poller.add(link, EPOLLIN | EPOLLOUT | EPOLLET);
}

Clock::time_point Speaker::nextAct() const
{
    if (m_underWay)
        return m_again.value_or(Clock::time_point::max());
    return m_stopped ? Clock::time_point::max() : m_next;
}

} // namespace sluice::bench
