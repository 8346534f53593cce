#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>

class QSocketNotifier;

namespace sluice {

class EpollSet;

// Qt's socket notifiers: those of one descriptor share a single watcher in the EpollSet, which is
// dropped with the last of them, because EPOLLHUP and EPOLLERR cannot be masked.
class QtNotifiers {
public:
    explicit QtNotifiers(EpollSet& set);
    ~QtNotifiers();

    void add(QSocketNotifier& notifier);
    void remove(QSocketNotifier& notifier);

private:
    class Group;

    EpollSet& m_set;
    std::unordered_map<int, std::unique_ptr<Group>> m_groups;
};

} // namespace sluice
