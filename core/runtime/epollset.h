#pragma once

#include <cstdint>
#include <sys/epoll.h>
#include <vector>

namespace sluice {

class Watcher;

// An epoll instance and the watcher of each descriptor, in a table of 16 bytes a descriptor.
// Events carry the generation of the interest they were asked for with, so that a descriptor
// closed and reused inside one batch is never misdelivered. One thread.
class EpollSet {
public:
    // A moment of one descriptor: outlived once the descriptor is unwatched or a newer batch (of
    // a nested loop) has been fetched.
    struct Moment {
        int fd = -1;
        std::uint32_t generation = 0;
        std::uint64_t batch = 0;
    };

    // `wakeFd` is waited for as well, but reported through wait() alone.
    explicit EpollSet(int wakeFd);
    ~EpollSet();
    EpollSet(const EpollSet&) = delete;
    EpollSet& operator=(const EpollSet&) = delete;

    // A descriptor that epoll refuses is reported with EPOLLERR in the next batch.
    void watch(int fd, std::uint32_t events, Watcher& watcher);
    void rewatch(int fd, std::uint32_t events);
    // Until it is rewatched it keeps nobody awake: even a reset is told of once at most.
    void mute(int fd);
    void unwatch(int fd);
    // The watcher goes, but what the kernel was asked for stays, for the next one to take over.
    void passOn(int fd);
    bool isWatched(int fd) const;

    // Fetches the next batch; milliseconds, -1 waits without end. True when wakeFd is readable.
    bool wait(int timeout);
    // Hands out the fetched batch, and stops early when `stop` says so, or when a nested loop
    // fetched another one: what is left is level-triggered and comes again. Returns the number
    // of watchers called.
    template <typename Stop> int deliver(Stop stop);

    Moment moment(int fd) const;
    bool isCurrent(const Moment& moment) const;

private:
    struct Entry {
        Watcher* watcher = nullptr;
        std::uint32_t generation = 0;
        std::uint32_t events = 0;
    };
    static_assert(sizeof(Entry) <= 16);

    Entry& entry(int fd);
    void control(int operation, int fd);
    bool deliverOne(const epoll_event& event);

    int m_epollFd = -1;
    std::vector<Entry> m_entries; // indexed by descriptor
    std::vector<epoll_event> m_batch;
    std::vector<epoll_event> m_refused; // to be reported with the next batch
    std::uint64_t m_batchNumber = 0;
};

template <typename Stop> int EpollSet::deliver(Stop stop)
{
    const std::uint64_t batch = m_batchNumber;
    int delivered = 0;
    for (std::size_t i = 0; m_batchNumber == batch && i < m_batch.size() && !stop(); ++i)
        delivered += deliverOne(m_batch[i]) ? 1 : 0;
    return delivered;
}

} // namespace sluice
