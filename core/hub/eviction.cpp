#include "core/hub/eviction.h"

#include "core/drain/evictionpace.h"
#include <QRandomGenerator>
#include <algorithm>

namespace sluice {

Eviction::Eviction(TimerWheel& wheel, std::function<void(SessionKey)> close)
    : m_wheel(wheel), m_close(std::move(close))
{
}

void Eviction::start(std::vector<Candidate> candidates, std::chrono::milliseconds over)
{
    stop();
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.lastIn < b.lastIn; });
    const auto pace = evictionPace(candidates.size(), over, *QRandomGenerator::global());
    const Time begin = std::chrono::steady_clock::now();
    m_turns.reserve(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        m_turns.push_back({ begin + pace[i], candidates[i].key });
        const std::uint32_t slot = candidates[i].key.slot;
        m_places.resize(std::max<std::size_t>(m_places.size(), slot + std::size_t { 1 }));
        m_places[slot] = static_cast<std::uint32_t>(m_turns.size());
    }
    // Nobody in this turn: the notice that tells them of it is the next order.
    if (!m_turns.empty())
        m_wheel.arm(*this, TimerWheel::tick);
}

void Eviction::stop()
{
    disarm();
    m_turns.clear();
    m_places.clear();
    m_next = 0;
}

std::optional<Eviction::Time> Eviction::turnOf(SessionKey key) const
{
    const std::uint32_t place = key.slot < m_places.size() ? m_places[key.slot] : 0;
    if (place == 0 || !(m_turns[place - 1].key == key))
        return std::nullopt;
    return m_turns[place - 1].moment;
}

void Eviction::advance(Time now)
{
    while (m_next < m_turns.size() && m_turns[m_next].moment <= now)
        m_close(m_turns[m_next++].key);
    if (m_next < m_turns.size())
        m_wheel.arm(*this, TimerWheel::tick);
    else
        stop();
}

void Eviction::timeUp()
{
    advance(std::chrono::steady_clock::now());
}

} // namespace sluice
