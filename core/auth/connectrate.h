#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace sluice {

// How many newcomers are let in a second, by all loops together: a token bucket that holds one
// second's worth. Kept as the time at which it will be full again, in one atomic (the generic cell
// rate algorithm, ITU-T I.371 §A), so that no loop ever waits for another. Any thread; the time is
// the caller's.
class ConnectRate {
public:
    using Clock = std::chrono::steady_clock;

    // Whether one more is let in, who then is counted. 0 a second: no limit. Exact however many
    // threads ask; of a rate that does not divide a second's nanoseconds at most 0.1 % are lost.
    bool take(std::uint32_t perSecond, Clock::time_point now);

private:
    std::atomic<std::int64_t> m_fullAgainNs { 0 }; // of Clock
};

} // namespace sluice
