#include "core/runtime/qtnotifiers.h"

#include "core/runtime/epollset.h"
#include "core/runtime/watcher.h"
#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>
#include <array>
#include <sys/epoll.h>

namespace sluice {

namespace {
// Indexed by QSocketNotifier::Type: Read, Write, Exception.
constexpr std::array<std::uint32_t, 3> interests { EPOLLIN, EPOLLOUT, EPOLLPRI };

std::size_t indexOf(const QSocketNotifier& notifier)
{
    return static_cast<std::size_t>(notifier.type());
}
} // namespace

class QtNotifiers::Group final : public Watcher {
public:
    Group(EpollSet& set, int fd) : m_set(set), m_fd(fd) { }

    QSocketNotifier*& operator[](std::size_t type) { return m_notifiers[type]; }

    std::uint32_t events() const
    {
        std::uint32_t events = 0;
        for (std::size_t type = 0; type < interests.size(); ++type)
            events |= m_notifiers[type] != nullptr ? interests[type] : 0U;
        return events;
    }

    void ready(std::uint32_t events) override
    {
        // A slot may remove this very group, so everything needed afterwards is copied first.
        EpollSet& set = m_set;
        const EpollSet::Moment moment = set.moment(m_fd);
        for (std::size_t type = 0; type < interests.size(); ++type) {
            if (!set.isCurrent(moment))
                return;
            if ((events & (interests[type] | EPOLLHUP | EPOLLERR)) == 0U || !m_notifiers[type])
                continue;
            QEvent activation(QEvent::SockAct);
            QCoreApplication::sendEvent(m_notifiers[type], &activation);
        }
    }

private:
    EpollSet& m_set;
    int m_fd;
    std::array<QSocketNotifier*, 3> m_notifiers {};
};

QtNotifiers::QtNotifiers(EpollSet& set) : m_set(set) { }

QtNotifiers::~QtNotifiers() = default;

void QtNotifiers::add(QSocketNotifier& notifier)
{
    const int fd = static_cast<int>(notifier.socket());
    auto& group = m_groups[fd];
    const bool isNew = group == nullptr;
    if (isNew)
        group = std::make_unique<Group>(m_set, fd);
    QSocketNotifier*& place = (*group)[indexOf(notifier)];
    if (place != nullptr && place != &notifier)
        qWarning("Descriptor %d has two socket notifiers of one type; the later one counts", fd);
    place = &notifier;
    if (isNew)
        m_set.watch(fd, group->events(), *group);
    else
        m_set.rewatch(fd, group->events());
}

void QtNotifiers::remove(QSocketNotifier& notifier)
{
    const int fd = static_cast<int>(notifier.socket());
    const auto found = m_groups.find(fd);
    if (found == m_groups.end() || (*found->second)[indexOf(notifier)] != &notifier)
        return;
    Group& group = *found->second;
    group[indexOf(notifier)] = nullptr;
    if (group.events() != 0U) {
        m_set.rewatch(fd, group.events());
        return;
    }
    m_set.unwatch(fd);
    m_groups.erase(found);
}

} // namespace sluice
