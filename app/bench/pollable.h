#pragma once

#include <cstdint>

namespace sluice::bench {

// What a Swarm's epoll set may hold.
class Pollable {
public:
    virtual void ready(std::uint32_t events) = 0;
    [[nodiscard]] virtual int descriptor() const = 0; // -1: closed

protected:
    ~Pollable() = default;
};

} // namespace sluice::bench
