#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace sluice {

// How fast newcomers are accepted: as they come, unless more than `aSecond` turn out to be
// short-lived, which is work for nobody. Then no more than that, in small batches, so that
// clients' messages find a processor that is not busy. Pure; the time is the caller's.
class AcceptPace {
public:
    using Clock = std::chrono::steady_clock;
    struct Counts { // since the process began
        std::uint64_t taken = 0; // out of the backlog
        std::uint64_t shortLived = 0;
    };

    static constexpr std::uint64_t aSecond = 5000;
    static constexpr std::chrono::milliseconds rest { 5 }; // behind each batch
    static constexpr std::size_t batch = 25;
    static_assert(batch * 1000 == aSecond * std::uint64_t { rest.count() });

    // It is seen at once that there are too many, and not before a while that there are no more.
    static constexpr std::chrono::milliseconds toHold { 20 };
    static constexpr std::chrono::milliseconds toRelease { 250 };

    // When somebody comes.
    void look(const Counts& counts, Clock::time_point now);
    bool isHeld() const { return m_held; }

private:
    Clock::time_point m_since;
    Counts m_before;
    bool m_held = false;
};

} // namespace sluice
