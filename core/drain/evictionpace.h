#pragma once

#include <chrono>
#include <cstddef>
#include <random>
#include <vector>

namespace sluice {

// When each of `count` clients is to be closed on a ramp, rising: the ramp has a part for each, and
// the moment is anywhere in it. Even over time, and never in step with another loop's. Pure.
template <class Random>
std::vector<std::chrono::milliseconds> evictionPace(std::size_t count,
                                                    std::chrono::milliseconds ramp, Random& random)
{
    std::uniform_real_distribution<double> within(0.0, 1.0);
    const double part = static_cast<double>(ramp.count()) / static_cast<double>(count);
    std::vector<std::chrono::milliseconds> moments;
    moments.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        moments.emplace_back(static_cast<std::chrono::milliseconds::rep>(
            part * (static_cast<double>(i) + within(random))));
    return moments;
}

} // namespace sluice
