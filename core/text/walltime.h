#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace sluice {

// The time that many units after 1970, as somebody else has written it: what the clock cannot hold
// becomes the nearest time that it can. Pure.
template <class Unit> std::chrono::system_clock::time_point wallTimeOf(std::int64_t since1970)
{
    using Clock = std::chrono::system_clock;
    using std::chrono::duration_cast;
    constexpr auto first = duration_cast<Unit>(Clock::duration::min()).count();
    constexpr auto last = duration_cast<Unit>(Clock::duration::max()).count();
    return Clock::time_point(
        duration_cast<Clock::duration>(Unit(std::clamp<std::int64_t>(since1970, first, last))));
}

} // namespace sluice
