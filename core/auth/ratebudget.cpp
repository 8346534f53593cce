#include "core/auth/ratebudget.h"

#include <algorithm>
#include <cmath>

namespace sluice {

RateBudget::RateBudget(std::uint32_t perMinute, Clock::time_point now)
    : m_refilledAt(now), m_tokens(perMinute), m_perMinute(perMinute)
{
}

void RateBudget::setRate(std::uint32_t perMinute, Clock::time_point now)
{
    refill(now);
    m_tokens = m_perMinute == 0 ? perMinute : std::min<double>(perMinute, m_tokens);
    m_perMinute = perMinute;
    m_refusedInARow = 0;
}

bool RateBudget::take(Clock::time_point now)
{
    if (m_perMinute == 0)
        return true;
    refill(now);
    if (m_tokens < 1.0) {
        ++m_refusedInARow;
        return false;
    }
    m_tokens -= 1.0;
    m_refusedInARow = 0;
    return true;
}

std::int64_t RateBudget::remaining() const
{
    return m_perMinute == 0 ? -1 : static_cast<std::int64_t>(m_tokens);
}

std::chrono::milliseconds RateBudget::untilNext() const
{
    if (m_perMinute == 0 || m_tokens >= 1.0)
        return std::chrono::milliseconds(0);
    const double minutes = (1.0 - m_tokens) / m_perMinute;
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(minutes * 60000.0)));
}

void RateBudget::refill(Clock::time_point now)
{
    const std::chrono::duration<double, std::ratio<60>> passed = now - m_refilledAt;
    m_refilledAt = now;
    m_tokens = std::min<double>(m_perMinute, m_tokens + passed.count() * m_perMinute);
}

} // namespace sluice
