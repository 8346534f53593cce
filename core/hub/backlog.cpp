#include "core/hub/backlog.h"

#include <utility>

namespace sluice {

struct Backlog::Ticket {
    Ticket(Backlog& whose, SharedDelivery what) : backlog(whose), delivery(std::move(what)) { }
    ~Ticket() { backlog.oneIsDone(); }
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

    Backlog& backlog;
    SharedDelivery delivery;
};

SharedDelivery Backlog::counted(SharedDelivery delivery)
{
    const auto ticket = std::make_shared<const Ticket>(*this, std::move(delivery));
    ++m_underWay;
    return { ticket, ticket->delivery.get() };
}

// Either we see what the other thread has counted, or it sees that it is awaited: each writes its
// own before it reads the other's.
bool Backlog::isOver(std::size_t limit)
{
    if (m_underWay <= limit)
        return false;
    m_awaited = true;
    return m_underWay > enough || !m_awaited.exchange(false);
}

void Backlog::oneIsDone()
{
    if (--m_underWay <= enough && m_awaited && m_awaited.exchange(false))
        m_relieved();
}

} // namespace sluice
