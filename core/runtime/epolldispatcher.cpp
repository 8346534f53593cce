#include "core/runtime/epolldispatcher.h"

#include "core/runtime/bell.h"
#include <QCoreApplication>
#include <algorithm>
#include <cerrno>
#include <limits>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace sluice {

namespace {
int makeWakeFd()
{
    const int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        qFatal("eventfd failed: %s", qPrintable(qt_error_string(errno)));
    return fd;
}
} // namespace

EpollDispatcher::EpollDispatcher(QObject* parent)
    : QAbstractEventDispatcher(parent), m_wakeFd(makeWakeFd()), m_set(m_wakeFd), m_notifiers(m_set)
{
}

EpollDispatcher::~EpollDispatcher()
{
    close(m_wakeFd);
}

EpollDispatcher* EpollDispatcher::current()
{
    return qobject_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance());
}

void EpollDispatcher::watch(int fd, std::uint32_t events, Watcher& watcher)
{
    m_set.watch(fd, events, watcher);
}

void EpollDispatcher::rewatch(int fd, std::uint32_t events)
{
    m_set.rewatch(fd, events);
}

void EpollDispatcher::mute(int fd)
{
    m_set.mute(fd);
}

void EpollDispatcher::unwatch(int fd)
{
    m_set.unwatch(fd);
}

void EpollDispatcher::passOn(int fd)
{
    m_set.passOn(fd);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false, std::memory_order_relaxed);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (isInterrupted())
        return false;

    const bool canWait = flags.testFlag(QEventLoop::WaitForMoreEvents);
    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool withNotifiers = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    if (canWait) {
        Q_EMIT aboutToBlock();
        if (isInterrupted())
            return false;
    }

    BellTurn::ringHeld();
    // Posting an event always wakes up, so an event posted since sendPostedEvents() ends the wait
    // at once; draining before the next sendPostedEvents() loses none.
    const bool woken = wait(timeoutFor(canWait, withTimers), withNotifiers);
    if (woken)
        drainWakeUps();

    const BellTurn turn;
    const auto interrupted = [this] { return isInterrupted(); };
    int count = woken ? 1 : 0;
    if (withNotifiers)
        count += m_set.deliver(interrupted);
    if (withTimers)
        count += m_timers.fire(QtTimers::Clock::now(), interrupted);
    return count > 0;
}

int EpollDispatcher::timeoutFor(bool canWait, bool withTimers) const
{
    if (!canWait)
        return 0;
    const auto next = withTimers ? m_timers.untilNext(QtTimers::Clock::now()) : std::nullopt;
    if (!next)
        return -1;
    constexpr std::int64_t longest = std::numeric_limits<int>::max();
    return static_cast<int>(std::min<std::int64_t>(next->count(), longest));
}

bool EpollDispatcher::wait(int timeout, bool withNotifiers)
{
    if (withNotifiers)
        return m_set.wait(timeout);
    pollfd wakeUps { m_wakeFd, POLLIN, 0 };
    return poll(&wakeUps, 1, timeout) > 0;
}

void EpollDispatcher::wakeUp()
{
    if (!m_woken.exchange(true, std::memory_order_acq_rel))
        eventfd_write(m_wakeFd, 1);
}

void EpollDispatcher::drainWakeUps()
{
    eventfd_t count = 0;
    eventfd_read(m_wakeFd, &count);
    // Reads what the waking thread wrote before, hence an exchange and not a plain store.
    m_woken.exchange(false, std::memory_order_acq_rel);
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true, std::memory_order_relaxed);
    wakeUp();
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier)
{
    m_notifiers.add(*notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier)
{
    m_notifiers.remove(*notifier);
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                                    QObject* object)
{
    Q_ASSERT(timerId > 0 && interval >= 0 && object != nullptr);
    m_timers.add(timerId, QtTimers::Milliseconds(interval), timerType, *object,
                 QtTimers::Clock::now());
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject* object)
{
    return m_timers.removeAll(*object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const
{
    return m_timers.timersOf(*object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto left = m_timers.remaining(timerId, QtTimers::Clock::now());
    return left ? static_cast<int>(left->count()) : -1;
}

} // namespace sluice
