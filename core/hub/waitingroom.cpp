#include "core/hub/waitingroom.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace sluice {

WaitingRoom::WaitingRoom(std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent), m_patience(patience)
{
    m_tick.setInterval(std::max(patience / 10, std::chrono::milliseconds(1)));
    connect(&m_tick, &QTimer::timeout, this, &WaitingRoom::onTick);
}

void WaitingRoom::enter(const Arrival& arrival)
{
    const std::uint64_t awaited = arrival.resumeAfter->second;
    m_nearest = m_waiting.empty() ? awaited : std::min(m_nearest, awaited);
    m_waiting.push_back({ arrival, std::chrono::steady_clock::now() + m_patience });
    if (!m_tick.isActive())
        m_tick.start();
}

bool WaitingRoom::leave(SessionKey key)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [key](const Waiting& one) { return one.arrival.key == key; });
    if (found == m_waiting.end())
        return false;
    m_waiting.erase(found);
    return true;
}

template <class IsOver> void WaitingRoom::letInIf(IsOver isOver)
{
    const auto over = std::stable_partition(m_waiting.begin(), m_waiting.end(),
                                            [isOver](const Waiting& one) { return !isOver(one); });
    const std::vector<Waiting> free(std::make_move_iterator(over),
                                    std::make_move_iterator(m_waiting.end()));
    m_waiting.erase(over, m_waiting.end());
    m_nearest = std::numeric_limits<std::uint64_t>::max();
    for (const Waiting& one : m_waiting)
        m_nearest = std::min(m_nearest, one.arrival.resumeAfter->second);
    for (const Waiting& one : free)
        Q_EMIT letIn(one.arrival);
}

void WaitingRoom::letInUpTo(std::uint64_t head)
{
    if (!m_waiting.empty() && head >= m_nearest) // asked at each message
        letInIf([head](const Waiting& one) { return one.arrival.resumeAfter->second <= head; });
}

void WaitingRoom::letAllIn()
{
    letInUpTo(std::numeric_limits<std::uint64_t>::max());
}

void WaitingRoom::onTick()
{
    letInIf(
        [now = std::chrono::steady_clock::now()](const Waiting& one) { return one.until <= now; });
    if (m_waiting.empty())
        m_tick.stop();
}

} // namespace sluice
