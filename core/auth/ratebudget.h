#pragma once

#include <chrono>
#include <cstdint>

namespace sluice {

// A client's message allowance: a token bucket that holds one minute's budget and refills evenly.
// Pure value; the time is the caller's.
class RateBudget {
public:
    using Clock = std::chrono::steady_clock;

    // perMinute = 0: no limit.
    RateBudget(std::uint32_t perMinute, Clock::time_point now);

    // What is left stays, as far as it fits; without a limit before, it is the whole budget.
    void setRate(std::uint32_t perMinute, Clock::time_point now);
    bool take(Clock::time_point now); // false: nothing left
    // For what is no message and yet work (pings): an allowance of its own, ten times
    // as large. A refusal counts in the same row.
    bool takeTrifle(Clock::time_point now);
    std::chrono::milliseconds untilNextTrifle() const;
    std::int64_t remaining() const; // whole messages; -1 without a limit
    std::chrono::milliseconds untilNext() const; // how long until take() can succeed
    int refusedInARow() const { return m_refusedInARow; }

private:
    void refill(Clock::time_point now);

    Clock::time_point m_refilledAt;
    double m_tokens;
    float m_trifles; // in messages, each a tenth of one
    std::uint32_t m_perMinute;
    int m_refusedInARow = 0;
};

} // namespace sluice
