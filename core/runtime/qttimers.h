#pragma once

#include <QAbstractEventDispatcher>
#include <chrono>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sluice {

// Qt's timers of one thread, ordered by (due, id). Coarse ones are moved by less than 5 % onto a
// shared grid, so that neighbours wake the loop together; very coarse ones onto whole seconds.
class QtTimers {
public:
    using Clock = std::chrono::steady_clock;
    using Milliseconds = std::chrono::milliseconds;

    void add(int id, Milliseconds interval, Qt::TimerType type, QObject& object,
             Clock::time_point now);
    bool remove(int id);
    bool removeAll(const QObject& object);
    QList<QAbstractEventDispatcher::TimerInfo> timersOf(const QObject& object) const;
    // Rounded up; nothing for an unknown timer.
    std::optional<Milliseconds> remaining(int id, Clock::time_point now) const;
    // Until the next timer that may fire, rounded up so that it is due then.
    std::optional<Milliseconds> untilNext(Clock::time_point now) const;

    // Fires what is due at `now`, each timer once at most and never inside its own timerEvent.
    // Stops early when `stop` says so. Returns the number fired.
    template <typename Stop> int fire(Clock::time_point now, Stop stop);

private:
    struct Timer {
        Milliseconds interval { 0 };
        Qt::TimerType type = Qt::CoarseTimer;
        QObject* object = nullptr;
        Clock::time_point nominal; // what due was before rounding; keeps the rhythm
        Clock::time_point due;
        bool firing = false; // then it is not in m_queue
    };
    using Key = std::pair<Clock::time_point, int>;

    std::vector<int> dueAt(Clock::time_point now) const;
    bool fireOne(int id, Clock::time_point now);

    std::unordered_map<int, Timer> m_timers;
    std::set<Key> m_queue;
};

template <typename Stop> int QtTimers::fire(Clock::time_point now, Stop stop)
{
    int fired = 0;
    for (const int id : dueAt(now)) {
        if (stop())
            break;
        fired += fireOne(id, now) ? 1 : 0;
    }
    return fired;
}

} // namespace sluice
