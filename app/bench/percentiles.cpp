#include "app/bench/percentiles.h"
#include <algorithm>
#include <cmath>

namespace sluice::bench {

void Percentiles::add(std::chrono::nanoseconds sample)
{
    m_samples.push_back(sample);
    m_sorted = false;
}

std::chrono::nanoseconds Percentiles::at(double percent) const
{
    if (m_samples.empty())
        return {};
    if (!m_sorted)
        std::sort(m_samples.begin(), m_samples.end());
    m_sorted = true;
    const auto count = static_cast<double>(m_samples.size());
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * count));
    return m_samples[std::clamp<std::size_t>(rank, 1, m_samples.size()) - 1];
}

} // namespace sluice::bench
