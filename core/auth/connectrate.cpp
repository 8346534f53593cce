#include "core/auth/connectrate.h"

#include <algorithm>

namespace sluice {

bool ConnectRate::take(std::uint32_t perSecond, Clock::time_point now)
{
    if (perSecond == 0)
        return true;
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t each = (second + perSecond - 1) / perSecond;
    const std::int64_t most = each * perSecond;
    const std::int64_t nowNs
        = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
    std::int64_t fullAgain = m_fullAgainNs.load(std::memory_order_relaxed);
    std::int64_t then = 0;
    do {
        then = std::max(fullAgain, nowNs) + each;
        if (then - nowNs > most)
            return false;
    } while (!m_fullAgainNs.compare_exchange_weak(fullAgain, then, std::memory_order_relaxed));
    return true;
}

} // namespace sluice
