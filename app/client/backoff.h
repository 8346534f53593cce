#pragma once

#include <algorithm>
#include <chrono>

namespace sluice {

// How long to wait before the next attempt: half a second, doubled each time up to half a minute,
// of which a random half is left out so that a thousand clients do not come at once. Pure.
class Backoff {
public:
    // `random` in [0, 1)
    std::chrono::milliseconds next(double random)
    {
        const auto ceiling = m_ceiling;
        m_ceiling = std::min(ceiling * 2, longest);
        const double share = 0.5 + random / 2;
        return std::chrono::milliseconds(
            static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * share));
    }
    void reset() { m_ceiling = shortest; }

private:
    static constexpr std::chrono::milliseconds shortest { 500 };
    static constexpr std::chrono::milliseconds longest { 30'000 };
    std::chrono::milliseconds m_ceiling = shortest;
};

} // namespace sluice
