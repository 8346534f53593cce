#include "core/runtime/timerwheel.h"

#include <QTimerEvent>
#include <algorithm>

namespace sluice {

namespace {
std::uint64_t tickAt(TimerWheel::Clock::time_point time)
{
    return static_cast<std::uint64_t>(time.time_since_epoch() / TimerWheel::tick);
}
} // namespace

void WheelTimer::unlink()
{
    m_prev->m_next = m_next;
    m_next->m_prev = m_prev;
    m_prev = nullptr;
    m_next = nullptr;
}

void WheelTimer::linkBefore(WheelTimer& other)
{
    m_prev = other.m_prev;
    m_next = &other;
    m_prev->m_next = this;
    other.m_prev = this;
}

void WheelTimer::disarm()
{
    if (!isArmed())
        return;
    unlink();
    if (m_wheel != nullptr)
        m_wheel->released();
}

TimerWheel::Head::Head()
{
    m_prev = this;
    m_next = this;
}

TimerWheel::TimerWheel(QObject* parent) : QObject(parent) { }

TimerWheel::~TimerWheel()
{
    for (Head& slot : m_slots) {
        while (!slot.isEmpty())
            slot.first().disarm();
    }
}

void TimerWheel::arm(WheelTimer& timer, std::chrono::milliseconds delay)
{
    timer.disarm();
    // Tests may have advanced the wheel ahead of the clock.
    const auto now = std::max(Clock::now(), m_lastAdvance);
    if (m_armed == 0) {
        m_tick = std::max(m_tick, tickAt(now)); // nothing to sweep in the ticks slept through
        m_pulse.start(static_cast<int>(tick.count()), Qt::PreciseTimer, this);
    }
    const auto due = now + std::max(delay, std::chrono::milliseconds(0));
    // Rounded up: never early.
    timer.m_dueTick = std::max(tickAt(due + tick - Clock::duration(1)), m_tick + 1);
    timer.m_wheel = this;
    timer.linkBefore(m_slots[timer.m_dueTick % slots]);
    ++m_armed;
}

void TimerWheel::advance(Clock::time_point now)
{
    m_lastAdvance = std::max(m_lastAdvance, now);
    const std::uint64_t target = tickAt(now);
    if (target <= m_tick)
        return;
    const std::uint64_t from = m_tick;
    m_tick = target; // what timeUp() arms belongs to a later tick

    Head due;
    const std::uint64_t sweep = std::min<std::uint64_t>(target - from, slots);
    for (std::uint64_t i = 1; i <= sweep; ++i)
        collect(m_slots[(from + i) % slots], target, due);
    while (!due.isEmpty()) {
        WheelTimer& timer = due.first();
        timer.disarm();
        timer.timeUp();
    }
}

void TimerWheel::collect(Head& slot, std::uint64_t target, Head& due)
{
    for (WheelTimer* timer = slot.m_next; timer != &slot;) {
        WheelTimer& candidate = *timer;
        timer = timer->m_next;
        if (candidate.m_dueTick > target) // a later round
            continue;
        candidate.unlink();
        candidate.linkBefore(due);
    }
}

void TimerWheel::released()
{
    if (--m_armed == 0)
        m_pulse.stop();
}

void TimerWheel::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_pulse.timerId())
        advance(Clock::now());
}

} // namespace sluice
