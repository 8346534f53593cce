#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace sluice {

// Turns samples of a rising counter into rates over the last 1, 10 and 60 seconds. Feed it about
// once a second; memory is fixed. Pure: the time is the caller's.
class Rates {
public:
    using Time = std::chrono::steady_clock::time_point;

    // A sample before the last one, or a counter that fell, starts over.
    void sample(Time now, std::uint64_t counter);

    // Per second, over the window up to the last sample; over what there is while the window is
    // not yet full. 0 before the second sample.
    double over(std::chrono::seconds window) const;
    double second() const { return over(std::chrono::seconds(1)); }
    double tenSeconds() const { return over(std::chrono::seconds(10)); }
    double minute() const { return over(std::chrono::seconds(60)); }

private:
    struct Sample {
        Time time;
        std::uint64_t counter = 0;
    };
    static constexpr std::size_t capacity = 64; // one a second covers a minute, with a little slack
    const Sample& back(std::size_t age) const; // 0: the newest

    std::array<Sample, capacity> m_ring {};
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

} // namespace sluice
