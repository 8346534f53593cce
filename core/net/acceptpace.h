#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace sluice {

// How fast newcomers are accepted: as they come, unless more than `aSecond` turn out to be
// short-lived, which is work for nobody. Then no more than that, in small batches, so that
// clients' messages find a processor that is not busy. When many of those who are in have not said
// anything yet (they are silent, or the loops have enough to do with them), there is a rest behind
// each turn. Pure; the time is the caller's.
class AcceptPace {
public:
    using Clock = std::chrono::steady_clock;
    struct Counts { // since the process began
        std::uint64_t taken = 0; // out of the backlog
        std::uint64_t shortLived = 0;
        std::uint64_t waiting = 0; // now: they have not said what they want
        std::uint64_t mayWait = 0; // before the first of them are sent away
    };

    static constexpr std::uint64_t aSecond = 5000;
    static constexpr std::chrono::milliseconds rest { 5 }; // behind each batch
    static constexpr std::size_t batch = 25;
    static_assert(batch * 1000 == aSecond * std::uint64_t { rest.count() });

    // Fewer are never too many, and of so many places one is.
    static constexpr std::uint64_t fewWaiting = 256;
    static constexpr std::uint64_t placesForOne = 4;

    // It is seen at once that there are too many, and not before a while that there are no more.
    static constexpr std::chrono::milliseconds toHold { 20 };
    static constexpr std::chrono::milliseconds toRelease { 250 };

    // When somebody comes.
    void look(const Counts& counts, Clock::time_point now);
    bool isHeld() const { return m_held; } // for the short-lived, which is worth a word
    bool rests() const { return m_held || m_manyWait; }

private:
    Clock::time_point m_since;
    Counts m_before;
    bool m_held = false;
    bool m_manyWait = false;
};

} // namespace sluice
