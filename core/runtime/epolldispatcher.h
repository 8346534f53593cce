#pragma once

#include "core/runtime/epollset.h"
#include "core/runtime/qtnotifiers.h"
#include "core/runtime/qttimers.h"
#include <QAbstractEventDispatcher>
#include <atomic>
#include <cstdint>

namespace sluice {

class Watcher;

// Qt's event loop on epoll: a turn costs the same with 10 as with 10,000 idle descriptors.
// Lives in one thread. Beside Qt's notifiers it offers watch(), which costs no QObject.
// Only QAbstractEventDispatcher's public interface is used (pure virtuals of Qt 6.4).
class EpollDispatcher final : public QAbstractEventDispatcher {
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject* parent = nullptr);
    ~EpollDispatcher() override;

    // The calling thread's dispatcher; null when the thread runs another one.
    static EpollDispatcher* current();

    // Level-triggered interest in `fd`. One watcher a descriptor; watching twice or watching a
    // descriptor that has Qt notifiers is a programming error (asserted). EPOLLHUP and EPOLLERR
    // come unasked, and EPOLLERR also when the kernel refuses to watch the descriptor.
    void watch(int fd, std::uint32_t events, Watcher& watcher);
    void rewatch(int fd, std::uint32_t events);
    // Until it is rewatched it keeps nobody awake: even a reset is told of once at most.
    void mute(int fd);
    // Must be called before the descriptor is closed. Events of it that are already in the
    // current batch are not delivered.
    void unwatch(int fd);
    // Leaves the descriptor to its next watcher, which saves two calls of the kernel.
    void passOn(int fd);

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                       QObject* object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject* object) override;
    QList<TimerInfo> registeredTimers(QObject* object) const override;
    int remainingTime(int timerId) override;
    void wakeUp() override;
    void interrupt() override;

private:
    int timeoutFor(bool canWait, bool withTimers) const;
    bool wait(int timeout, bool withNotifiers); // true when woken up
    void drainWakeUps();
    bool isInterrupted() const { return m_interrupted.load(std::memory_order_relaxed); }

    int m_wakeFd = -1;
    std::atomic<bool> m_woken { false }; // a byte is in m_wakeFd or about to be
    std::atomic<bool> m_interrupted { false };
    EpollSet m_set;
    QtNotifiers m_notifiers;
    QtTimers m_timers;
};

} // namespace sluice
