#include "core/net/acceptpace.h"

#include <algorithm>
#include <utility>

namespace sluice {

void AcceptPace::look(const Counts& counts, Clock::time_point now)
{
    const auto passed = std::chrono::duration<double>(now - m_since);
    if (passed < (m_held ? toRelease : toHold))
        return;
    m_since = now;
    const Counts before = std::exchange(m_before, counts);
    const std::uint64_t taken = counts.taken - before.taken;
    const std::uint64_t shortLived = counts.shortLived - before.shortLived;
    const double most = static_cast<double>(aSecond) * passed.count();
    if (!m_held) // clients who leave while few come are no reason
        m_held = static_cast<double>(std::min(taken, shortLived)) > most;
    else // who is short of processors does not get as far as the pace
        m_held = static_cast<double>(taken) > most / 10 && shortLived >= taken / 2;
}

} // namespace sluice
