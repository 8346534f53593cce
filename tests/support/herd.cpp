#include "tests/support/herd.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sluice::support {

using namespace std::chrono_literals;
using Instant = RawClient::Instant;

namespace {
constexpr std::size_t atATime = 256; // connections that are being made
} // namespace

Herd::Herd(std::uint16_t port) : m_port(port), m_epoll(::epoll_create1(EPOLL_CLOEXEC)) { }

Herd::~Herd()
{
    ::close(m_epoll);
}

bool Herd::canHold(std::size_t clients)
{
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    constexpr rlim_t others = 256; // of this process and, roughly, of a server
    return limit.rlim_cur >= clients + others;
}

bool Herd::join(std::size_t count, Manners manners, Milliseconds patience)
{
    const std::size_t connected = m_connected + count;
    const std::size_t welcomed = m_tally.welcomed + (manners == Manners::HalfHandshake ? 0 : count);
    std::size_t begun = 0;
    bool good = true;
    const auto done = [&] {
        const std::size_t settled = manners == Manners::HalfHandshake
            ? m_connected + count - connected
            : m_tally.welcomed + count - welcomed;
        while (good && begun < count && begun < settled + atATime) {
            good = begin(manners);
            ++begun;
        }
        return !good || (m_tally.welcomed >= welcomed && m_connected >= connected);
    };
    return runUntil(done, patience) && good;
}

bool Herd::begin(Manners manners)
{
    RawClient& client = m_clients.emplace_back(m_port, manners, m_tally);
    if (!client.connect())
        return false;
    epoll_event event {};
    event.events = client.events();
    event.data.u64 = m_clients.size() - 1;
    return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.descriptor(), &event) == 0;
}

bool Herd::runUntil(const std::function<bool()>& done, Milliseconds patience)
{
    const Instant until = Clock::now() + patience;
    while (!done()) {
        if (Clock::now() >= until)
            return false;
        turn(until);
    }
    return true;
}

void Herd::run(Milliseconds time)
{
    runUntil([] { return false; }, time);
}

void Herd::turn(Instant until)
{
    constexpr auto longest = 20ms; // `done` may look at something else than us
    Instant wake = std::min(until, Clock::now() + longest);
    if (!m_due.empty())
        wake = std::min(wake, m_due.top().at);
    const auto time = std::chrono::ceil<Milliseconds>(std::max(wake - Clock::now(), 0ns));
    std::array<epoll_event, 256> batch;
    const int count = ::epoll_wait(m_epoll, batch.data(), static_cast<int>(batch.size()),
                                   static_cast<int>(time.count()));
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i)
        handle(batch[i].data.u64, batch[i].events);
    letLeave();
}

void Herd::handle(std::size_t index, std::uint32_t events)
{
    RawClient& client = m_clients[index];
    const std::uint32_t wanted = client.events();
    const Instant due = client.dueAt();
    client.ready(events); // a descriptor that it closes leaves the set by itself
    if (wanted == EPOLLOUT && client.descriptor() >= 0)
        ++m_connected;
    if (client.dueAt() != due && client.dueAt() != Instant {})
        m_due.push({ client.dueAt(), index });
    if (client.descriptor() < 0 || client.events() == wanted)
        return;
    epoll_event event {};
    event.events = client.events();
    event.data.u64 = index;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, client.descriptor(), &event);
}

void Herd::letLeave()
{
    const Instant now = Clock::now();
    while (!m_due.empty() && m_due.top().at <= now) {
        const Due due = m_due.top();
        m_due.pop();
        if (m_clients[due.client].dueAt() == due.at) // not cancelled or moved since
            m_clients[due.client].leave();
    }
}

std::size_t Herd::count(const std::function<bool(const RawClient&)>& which) const
{
    return static_cast<std::size_t>(std::count_if(m_clients.begin(), m_clients.end(), which));
}

std::vector<Herd::Milliseconds>
Herd::moments(Instant begin, const std::function<Instant(const RawClient&)>& when) const
{
    std::vector<Milliseconds> found;
    for (const RawClient& client : m_clients)
        if (const Instant at = when(client); at != Instant {})
            found.push_back(std::chrono::floor<Milliseconds>(at - begin));
    return found;
}

} // namespace sluice::support
