#pragma once

#include "app/bench/pollable.h"
#include <chrono>
#include <cstdint>

namespace sluice::bench {

// An epoll set. What is in it must outlive the turn in which it closes its descriptor.
class Poller {
public:
    Poller();
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    void add(Pollable& pollable, std::uint32_t events); // until its descriptor is closed
    void change(Pollable& pollable, std::uint32_t events);
    void remove(Pollable& pollable);
    // Handles what is ready, waiting until `until` for it; true when there was something.
    bool turn(std::chrono::steady_clock::time_point until);

private:
    void control(int operation, Pollable& pollable, std::uint32_t events);

    int m_epoll;
};

} // namespace sluice::bench
