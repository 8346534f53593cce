#pragma once

#include <algorithm>
#include <chrono>

namespace sluice {

// How long to wait before the next attempt: half a second, doubled each time up to half a minute,
// of which a random half is left out so that a thousand clients do not come at once. Pure.
class Backoff {
public:
    // `random` in [0, 1). What the server told counts alone at first and as the least later, so
    // that one that says "at once" again and again is not stormed; negative: it told nothing.
    std::chrono::milliseconds next(double random,
                                   std::chrono::milliseconds told = std::chrono::milliseconds(-1))
    {
        const bool first = m_ceiling == shortest;
        const auto ceiling = m_ceiling;
        m_ceiling = std::min(ceiling * 2, longest);
        const double share = 0.5 + random / 2;
        const std::chrono::milliseconds own(
            static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * share));
        return first && told.count() >= 0 ? told : std::max(own, told);
    }
    void reset() { m_ceiling = shortest; }

private:
    static constexpr std::chrono::milliseconds shortest { 500 };
    static constexpr std::chrono::milliseconds longest { 30'000 };
    std::chrono::milliseconds m_ceiling = shortest;
};

} // namespace sluice
