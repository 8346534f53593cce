#include "core/runtime/epollset.h"

#include "core/runtime/watcher.h"
#include <QString>
#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace sluice {

namespace {
constexpr std::size_t batchSize = 512;
constexpr std::uint64_t wakeKey = ~std::uint64_t { 0 };

std::uint64_t keyOf(int fd, std::uint32_t generation)
{
    return (std::uint64_t { generation } << 32U) | static_cast<std::uint32_t>(fd);
}
} // namespace

EpollSet::EpollSet(int wakeFd) : m_epollFd(epoll_create1(EPOLL_CLOEXEC))
{
    if (m_epollFd < 0)
        qFatal("epoll_create1 failed: %s", qPrintable(qt_error_string(errno)));
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.u64 = wakeKey;
    if (epoll_ctl(m_epollFd, EPOLL_CTL_ADD, wakeFd, &event) < 0)
        qFatal("epoll refuses the wake-up descriptor: %s", qPrintable(qt_error_string(errno)));
}

EpollSet::~EpollSet()
{
    close(m_epollFd);
}

EpollSet::Entry& EpollSet::entry(int fd)
{
    const auto index = static_cast<std::size_t>(fd);
    if (index >= m_entries.size())
        m_entries.resize(std::max(index + 1, std::max<std::size_t>(64, m_entries.size() * 2)));
    return m_entries[index];
}

bool EpollSet::isWatched(int fd) const
{
    const auto index = static_cast<std::size_t>(fd);
    return fd >= 0 && index < m_entries.size() && m_entries[index].watcher != nullptr;
}

void EpollSet::watch(int fd, std::uint32_t events, Watcher& watcher)
{
    Q_ASSERT(fd >= 0);
    Q_ASSERT_X(!isWatched(fd), "EpollSet::watch", "the descriptor has a watcher already");
    Entry& slot = entry(fd);
    const bool passedOn = slot.events != 0;
    slot.watcher = &watcher;
    slot.events = events;
    ++slot.generation;
    control(passedOn ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd);
}

void EpollSet::passOn(int fd)
{
    Q_ASSERT_X(isWatched(fd), "EpollSet::passOn", "the descriptor has no watcher");
    if (entry(fd).events == 0) // nothing to take over, but a hang-up would be reported
        return unwatch(fd);
    entry(fd).watcher = nullptr;
}

void EpollSet::rewatch(int fd, std::uint32_t events)
{
    Q_ASSERT_X(isWatched(fd), "EpollSet::rewatch", "the descriptor has no watcher");
    Entry& slot = entry(fd);
    if (slot.events == events)
        return;
    slot.events = events;
    control(EPOLL_CTL_MOD, fd);
}

void EpollSet::mute(int fd)
{
    rewatch(fd, EPOLLET); // EPOLLHUP and EPOLLERR come unasked, and would in each batch
}

void EpollSet::unwatch(int fd)
{
    Entry& slot = entry(fd);
    if (slot.watcher == nullptr && slot.events == 0)
        return;
    slot.watcher = nullptr;
    slot.events = 0;
    ++slot.generation;
    epoll_ctl(m_epollFd, EPOLL_CTL_DEL, fd, nullptr);
}

void EpollSet::control(int operation, int fd)
{
    const Entry& slot = entry(fd);
    epoll_event event {};
    event.events = slot.events;
    event.data.u64 = keyOf(fd, slot.generation);
    if (epoll_ctl(m_epollFd, operation, fd, &event) == 0)
        return;
    // A notifier may stay enabled while its descriptor is closed and opened anew, or the other
    // way round: the kernel's view decides.
    const bool forgotten = operation == EPOLL_CTL_MOD && errno == ENOENT;
    const bool remembered = operation == EPOLL_CTL_ADD && errno == EEXIST;
    if (forgotten && epoll_ctl(m_epollFd, EPOLL_CTL_ADD, fd, &event) == 0)
        return;
    if (remembered && epoll_ctl(m_epollFd, EPOLL_CTL_MOD, fd, &event) == 0)
        return;
    qWarning("epoll refuses descriptor %d: %s", fd, qPrintable(qt_error_string(errno)));
    event.events = EPOLLERR;
    m_refused.push_back(event);
}

bool EpollSet::wait(int timeout)
{
    m_batch.resize(batchSize);
    const int count = epoll_wait(m_epollFd, m_batch.data(), static_cast<int>(batchSize),
                                 m_refused.empty() ? timeout : 0);
    if (count < 0 && errno != EINTR)
        qFatal("epoll_wait failed: %s", qPrintable(qt_error_string(errno)));
    m_batch.resize(static_cast<std::size_t>(std::max(count, 0)));
    ++m_batchNumber;
    const bool woken
        = std::erase_if(m_batch, [](const epoll_event& event) { return event.data.u64 == wakeKey; })
        > 0;
    m_batch.insert(m_batch.end(), m_refused.begin(), m_refused.end());
    m_refused.clear();
    return woken;
}

bool EpollSet::deliverOne(const epoll_event& event)
{
    const auto index = static_cast<std::size_t>(event.data.u64 & 0xffffffffU);
    const auto generation = static_cast<std::uint32_t>(event.data.u64 >> 32U);
    const Entry slot = m_entries[index];
    if (slot.generation != generation)
        return false;
    if (slot.watcher == nullptr) { // passed on, and nobody there yet: it would come again and again
        unwatch(static_cast<int>(index));
        return false;
    }
    slot.watcher->ready(event.events);
    return true;
}

EpollSet::Moment EpollSet::moment(int fd) const
{
    return { fd, m_entries[static_cast<std::size_t>(fd)].generation, m_batchNumber };
}

bool EpollSet::isCurrent(const Moment& moment) const
{
    return moment.batch == m_batchNumber
        && moment.generation == m_entries[static_cast<std::size_t>(moment.fd)].generation;
}

} // namespace sluice
