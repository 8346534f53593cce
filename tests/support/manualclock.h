#pragma once

#include "core/runtime/clock.h"

namespace sluice::support {

// Time stands still until a test moves it.
class ManualClock final : public Clock {
public:
    Instant now() const override { return m_now; }
    WallTime wallTime() const override { return m_wall; }
    void pass(std::chrono::milliseconds time)
    {
        m_now += time;
        m_wall += time;
    }

private:
    Instant m_now { std::chrono::hours(1) };
    WallTime m_wall { std::chrono::hours(24 * 365 * 50) };
};

} // namespace sluice::support
