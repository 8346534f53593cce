#pragma once

#include <chrono>
#include <vector>

namespace sluice::bench {

// Keeps every sample (a run has at most some hundred thousand) and answers exactly. Pure.
class Percentiles {
public:
    void add(std::chrono::nanoseconds sample);
    [[nodiscard]] std::size_t count() const { return m_samples.size(); }
    // The smallest sample that at least `percent` % of the samples do not exceed (nearest rank);
    // zero without samples.
    [[nodiscard]] std::chrono::nanoseconds at(double percent) const;

private:
    mutable std::vector<std::chrono::nanoseconds> m_samples;
    mutable bool m_sorted = true;
};

} // namespace sluice::bench
