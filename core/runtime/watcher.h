#pragma once

#include <cstdint>

namespace sluice {

// Receives the epoll events of one descriptor, in the thread of the EpollDispatcher that watches
// it.
class Watcher {
public:
    // `events` is the epoll mask (EPOLLIN, EPOLLOUT, EPOLLHUP, …). The watcher may unwatch and
    // delete itself here.
    virtual void ready(std::uint32_t events) = 0;

protected:
    ~Watcher() = default;
};

} // namespace sluice
