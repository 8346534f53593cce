#include "core/runtime/restraint.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace sluice {

namespace {

Restraint::Duration ofThisThread()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

Restraint::Clocks Restraint::clocks()
{
    return { [] { return std::chrono::steady_clock::now().time_since_epoch(); }, ofThisThread };
}

Restraint::Restraint(std::function<void()> pause, Clocks now, int part)
    : m_pause(std::move(pause)), m_clocks(std::move(now)), m_part(part),
      m_most(Duration(span) / part), m_credit(m_most)
{
}

Restraint::Duration Restraint::start()
{
    const Duration now = m_clocks.wall();
    if (!std::exchange(m_isAwake, true)) {
        m_awakeSince = now;
        m_ranBefore = m_clocks.processor();
    }
    return now;
}

Restraint::Duration Restraint::done(Duration started)
{
    const Duration now = m_clocks.wall();
    const Duration took = now - started;
    m_credit = std::min<Duration>(m_most, m_credit + (now - m_last) / m_part);
    m_credit = std::max<Duration>(-m_most, m_credit - took);
    m_last = now;
    if (isCrowded(now) && m_credit <= Duration::zero() && !std::exchange(m_isPausing, true))
        m_pause();
    return took;
}

void Restraint::rest()
{
    m_isAwake = false;
}

// A thread that is awake and has had less than the time that passed was kept waiting.
bool Restraint::isCrowded(Duration now)
{
    const Duration awake = now - m_awakeSince;
    if (awake >= noticed && awake - (m_clocks.processor() - m_ranBefore) >= noticed)
        m_crowdedUntil = now + remembered;
    return now < m_crowdedUntil;
}

} // namespace sluice
