#pragma once

#include "core/text/timestamp.h"
#include <chrono>

namespace sluice {

// The time, as stations with deadlines see it: injected, so that a 30-minute drain is tested in
// milliseconds. Any thread.
class Clock {
public:
    using Instant = std::chrono::steady_clock::time_point;

    virtual ~Clock() = default;
    virtual Instant now() const { return std::chrono::steady_clock::now(); }
    virtual WallTime wallTime() const { return std::chrono::system_clock::now(); }
};

} // namespace sluice
