#include "core/runtime/qttimers.h"

#include <QCoreApplication>
#include <QTimerEvent>
#include <bit>
#include <vector>

namespace sluice {

using namespace std::chrono_literals;

namespace {
using Clock = QtTimers::Clock;

std::chrono::milliseconds gridOf(std::chrono::milliseconds interval, Qt::TimerType type)
{
    if (type == Qt::VeryCoarseTimer && interval >= 1s)
        return 1s;
    // Below 20 ms a twentieth is less than the millisecond that epoll_wait can tell apart.
    if (type == Qt::PreciseTimer || interval < 20ms)
        return 0ms;
    const auto twentieth = static_cast<std::uint64_t>(interval.count()) / 20U;
    return std::chrono::milliseconds(std::bit_floor(twentieth));
}

Clock::time_point rounded(Clock::time_point nominal, std::chrono::milliseconds grid)
{
    if (grid == 0ms)
        return nominal;
    const auto steps = (nominal.time_since_epoch() + grid / 2) / grid;
    return Clock::time_point(grid * steps);
}

std::chrono::milliseconds until(Clock::time_point due, Clock::time_point now)
{
    return due <= now ? 0ms : std::chrono::ceil<std::chrono::milliseconds>(due - now);
}
} // namespace

void QtTimers::add(int id, Milliseconds interval, Qt::TimerType type, QObject& object,
                   Clock::time_point now)
{
    remove(id);
    const auto nominal = now + interval;
    const auto due = rounded(nominal, interval == 0ms ? 0ms : gridOf(interval, type));
    m_timers[id] = { interval, type, &object, nominal, due, false };
    m_queue.emplace(due, id);
}

bool QtTimers::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_queue.erase({ found->second.due, id });
    m_timers.erase(found);
    return true;
}

bool QtTimers::removeAll(const QObject& object)
{
    std::vector<int> ids;
    for (const auto& [id, timer] : m_timers) {
        if (timer.object == &object)
            ids.push_back(id);
    }
    for (const int id : ids)
        remove(id);
    return !ids.empty();
}

QList<QAbstractEventDispatcher::TimerInfo> QtTimers::timersOf(const QObject& object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> timers;
    for (const auto& [id, timer] : m_timers) {
        if (timer.object == &object)
            timers.emplace_back(id, static_cast<int>(timer.interval.count()), timer.type);
    }
    return timers;
}

std::optional<std::chrono::milliseconds> QtTimers::remaining(int id, Clock::time_point now) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return std::nullopt;
    return until(found->second.due, now);
}

std::optional<std::chrono::milliseconds> QtTimers::untilNext(Clock::time_point now) const
{
    if (m_queue.empty())
        return std::nullopt;
    return until(m_queue.begin()->first, now);
}

std::vector<int> QtTimers::dueAt(Clock::time_point now) const
{
    std::vector<int> ids;
    for (const auto& [due, id] : m_queue) {
        if (due > now)
            break;
        ids.push_back(id);
    }
    return ids;
}

bool QtTimers::fireOne(int id, Clock::time_point now)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end() || found->second.firing || found->second.due > now)
        return false;
    Timer& timer = found->second;
    m_queue.erase({ timer.due, id });
    // The next time is fixed before the slot runs and lies ahead of now, so that a slot slower
    // than its interval owes one firing, not a pile of them.
    timer.nominal += timer.interval;
    if (timer.nominal < now)
        timer.nominal = now + timer.interval;
    const auto grid = timer.interval == 0ms ? 0ms : gridOf(timer.interval, timer.type);
    timer.due = rounded(timer.nominal, grid);
    timer.firing = true;

    QTimerEvent event(id);
    QCoreApplication::sendEvent(timer.object, &event);

    const auto still = m_timers.find(id);
    if (still != m_timers.end() && still->second.firing) {
        still->second.firing = false;
        m_queue.emplace(still->second.due, id);
    }
    return true;
}

} // namespace sluice
