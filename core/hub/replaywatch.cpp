#include "core/hub/replaywatch.h"

#include <utility>

namespace sluice {

namespace {

constexpr std::chrono::milliseconds interval { 250 };

} // namespace

ReplayWatch::ReplayWatch(TimerWheel& wheel, Look look) : m_wheel(wheel), m_look(std::move(look)) { }

void ReplayWatch::add(const Replay& replay)
{
    m_replays.push_back(replay);
    if (!isArmed())
        m_wheel.arm(*this, interval);
}

void ReplayWatch::timeUp()
{
    std::erase_if(m_replays, [this](Replay& replay) { return !m_look(replay); });
    if (!m_replays.empty())
        m_wheel.arm(*this, interval);
}

} // namespace sluice
