#include "core/hub/replaywatch.h"

#include <utility>

namespace sluice {

namespace {

constexpr std::chrono::milliseconds interval { 250 };

} // namespace

ReplayWatch::ReplayWatch(TimerWheel& wheel, Look look) : m_wheel(wheel), m_look(std::move(look)) { }

void ReplayWatch::add(SessionKey key, std::size_t queued)
{
    m_replays.emplace_back(key, queued);
    if (!isArmed())
        m_wheel.arm(*this, interval);
}

void ReplayWatch::timeUp()
{
    std::erase_if(m_replays, [this](auto& replay) { return !m_look(replay.first, replay.second); });
    if (!m_replays.empty())
        m_wheel.arm(*this, interval);
}

} // namespace sluice
