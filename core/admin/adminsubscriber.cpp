#include "core/admin/adminsubscriber.h"

#include <algorithm>
#include <utility>

namespace sluice {

AdminSubscriber::AdminSubscriber(std::unique_ptr<AdminOutlet> outlet, adminwire::Role role)
    : m_outlet(std::move(outlet)), m_role(role)
{
}

void AdminSubscriber::tell(std::string message)
{
    send(std::make_shared<const std::string>(std::move(message)));
}

void AdminSubscriber::report(const SharedText& message)
{
    // One message of any size may stand in an empty queue.
    m_lost = m_lost
        || (m_unread > 0 && m_unread + adminwire::queued(*message) > adminwire::queueBytes);
    if (!m_lost)
        send(message);
}

void AdminSubscriber::send(SharedText message)
{
    m_unread += adminwire::queued(*message);
    m_outlet->deliver(std::move(message));
}

bool AdminSubscriber::taken(std::size_t octets)
{
    m_unread -= std::min(m_unread, octets);
    if (m_unread > 0 || !m_lost)
        return false;
    m_lost = false;
    return true;
}

} // namespace sluice
