#include "tests/support/herdmeter.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace sluice::support {

using namespace std::chrono_literals;

namespace {

// The chance of a largest distance above d between the steps of n moments and their distribution:
// Kolmogorov's series, with Stephens' correction for small n.
double kolmogorov(double d, double n)
{
    const double root = std::sqrt(n);
    const double lambda = (root + 0.12 + 0.11 / root) * d;
    if (lambda < 0.2) // the series does not converge there; the chance is 1 to nine digits
        return 1;
    double sum = 0;
    for (int j = 1; j <= 100; ++j)
        sum += (j % 2 == 1 ? 2 : -2) * std::exp(-2.0 * j * j * lambda * lambda);
    return std::clamp(sum, 0.0, 1.0);
}

} // namespace

HerdMeter::HerdMeter(Moments moments, std::chrono::milliseconds window)
    : m_moments(std::move(moments)), m_window(window),
      m_bins(static_cast<std::size_t>(std::chrono::ceil<std::chrono::seconds>(window).count()))
{
    std::sort(m_moments.begin(), m_moments.end());
    for (const auto moment : m_moments) {
        if (moment < 0ms || moment >= window)
            ++m_outside;
        else
            ++m_bins[static_cast<std::size_t>(moment / 1s)];
    }
}

std::size_t HerdMeter::fullest() const
{
    return m_bins.empty() ? 0 : *std::max_element(m_bins.begin(), m_bins.end());
}

double HerdMeter::mean() const
{
    const auto sum = std::accumulate(m_bins.begin(), m_bins.end(), std::size_t { 0 });
    return static_cast<double>(sum) / std::chrono::duration<double>(m_window).count();
}

std::size_t HerdMeter::within(std::chrono::milliseconds time) const
{
    if (m_moments.empty())
        return 0;
    const auto first
        = std::lower_bound(m_moments.begin(), m_moments.end(), m_moments.back() - time);
    return static_cast<std::size_t>(m_moments.end() - first);
}

double HerdMeter::uniformity() const
{
    const auto n = static_cast<double>(m_moments.size());
    double furthest = 0;
    for (std::size_t i = 0; i < m_moments.size(); ++i) {
        const double expected = std::clamp(std::chrono::duration<double>(m_moments[i])
                                               / std::chrono::duration<double>(m_window),
                                           0.0, 1.0);
        const auto below = static_cast<double>(i);
        furthest = std::max({ furthest, expected - below / n, (below + 1) / n - expected });
    }
    return m_moments.empty() ? 0 : kolmogorov(furthest, n);
}

} // namespace sluice::support
