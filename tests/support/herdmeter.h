#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace sluice::support {

// What a herd's moments (closes, slots) look like over time: a histogram of one-second bins, and
// how likely an even spread would look like this or worse. Pure.
class HerdMeter {
public:
    using Moments = std::vector<std::chrono::milliseconds>; // since the window's begin, any order

    // Moments outside the window stay outside the bins, and are counted.
    HerdMeter(Moments moments, std::chrono::milliseconds window);

    const std::vector<std::size_t>& bins() const { return m_bins; } // of whole seconds
    std::size_t fullest() const;
    double mean() const; // of a bin
    std::size_t outside() const { return m_outside; }
    // The longest tail of moments that lie within `time` of the last one.
    std::size_t within(std::chrono::milliseconds time) const;
    // Kolmogorov–Smirnov against the even spread over the window: the p-value.
    double uniformity() const;

private:
    Moments m_moments; // rising
    std::chrono::milliseconds m_window;
    std::vector<std::size_t> m_bins;
    std::size_t m_outside = 0;
};

} // namespace sluice::support
