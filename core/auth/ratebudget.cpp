#include "core/auth/ratebudget.h"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {

constexpr float trifle = 0.1F;

std::chrono::milliseconds timeFor(double messages, std::uint32_t perMinute)
{
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(std::ceil(messages / perMinute * 60000.0)));
}

} // namespace

RateBudget::RateBudget(std::uint32_t perMinute, Clock::time_point now)
    : m_refilledAt(now), m_tokens(perMinute), m_trifles(static_cast<float>(perMinute)),
      m_perMinute(perMinute)
{
}

void RateBudget::setRate(std::uint32_t perMinute, Clock::time_point now)
{
    if (m_perMinute == 0) {
        *this = RateBudget(perMinute, now);
        return;
    }
    refill(now);
    m_tokens = std::min<double>(perMinute, m_tokens);
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

bool RateBudget::takeTrifle(Clock::time_point now)
{
    if (m_perMinute == 0)
        return true;
    refill(now);
    if (m_trifles < trifle) {
        ++m_refusedInARow;
        return false;
    }
    m_trifles -= trifle;
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
    return timeFor(1.0 - m_tokens, m_perMinute);
}

std::chrono::milliseconds RateBudget::untilNextTrifle() const
{
    if (m_perMinute == 0 || m_trifles >= trifle)
        return std::chrono::milliseconds(0);
    return timeFor(trifle - m_trifles, m_perMinute);
}

void RateBudget::refill(Clock::time_point now)
{
    const std::chrono::duration<double, std::ratio<60>> passed = now - m_refilledAt;
    m_refilledAt = now;
    const double gained = passed.count() * m_perMinute;
    m_tokens = std::min<double>(m_perMinute, m_tokens + gained);
    m_trifles = static_cast<float>(std::min<double>(m_perMinute, m_trifles + gained));
}

} // namespace sluice
