#include "core/hub/replaywatch.h"

#include <utility>

namespace sluice {

namespace {

constexpr std::chrono::milliseconds interval { 250 };

} // namespace

ReplayWatch::ReplayWatch(TimerWheel& wheel, Look look) : m_wheel(wheel), m_look(std::move(look)) { }

void ReplayWatch::add(SessionKey key)
{
    m_keys.push_back(key);
    if (!isArmed())
        m_wheel.arm(*this, interval);
}

void ReplayWatch::timeUp()
{
    std::erase_if(m_keys, [this](SessionKey key) { return !m_look(key); });
    if (!m_keys.empty())
        m_wheel.arm(*this, interval);
}

} // namespace sluice
