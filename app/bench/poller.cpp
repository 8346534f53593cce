#include "app/bench/poller.h"
#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace sluice::bench {

Poller::Poller() : m_epoll(epoll_create1(EPOLL_CLOEXEC)) { }

Poller::~Poller()
{
    ::close(m_epoll);
}

void Poller::control(int operation, Pollable& pollable, std::uint32_t events)
{
    epoll_event event { events, { .ptr = &pollable } };
    epoll_ctl(m_epoll, operation, pollable.descriptor(), &event);
}

void Poller::add(Pollable& pollable, std::uint32_t events)
{
    control(EPOLL_CTL_ADD, pollable, events);
}

void Poller::change(Pollable& pollable, std::uint32_t events)
{
    control(EPOLL_CTL_MOD, pollable, events);
}

void Poller::remove(Pollable& pollable)
{
    control(EPOLL_CTL_DEL, pollable, 0);
}

bool Poller::turn(std::chrono::steady_clock::time_point until)
{
    std::array<epoll_event, 512> events {};
    const auto left
        = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(std::max(left.count(), std::int64_t { 0 })));
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events.at(static_cast<std::size_t>(i));
        auto* pollable = static_cast<Pollable*>(event.data.ptr);
        if (pollable->descriptor() >= 0)
            pollable->ready(event.events);
    }
    return count > 0;
}

} // namespace sluice::bench
