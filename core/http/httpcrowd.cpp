// What HttpConnection does among too many who have not said what they want.
#include "core/http/httpconnection.h"

#include "core/settings/settings.h"

namespace sluice {

void HttpConnection::standInLine()
{
    m_context.line.enter(*this, m_context.settings.maxHandshakes);
}

// At once, and without waiting for the peer: its descriptor is what others need. Between two
// requests nobody waits for an answer.
void HttpConnection::makeRoom()
{
    const bool waits = m_requests == 0 || m_state == State::Body || !m_reader.isEmpty();
    if (waits) {
        Response response
            = problem(503, "not_available", "Too many connections wait, and this one the longest.");
        response.close = true;
        m_transport.send(serialize(response, false, false));
        m_transport.shutdownWrite();
        m_transport.receive(m_context.scratch); // closing over unread octets would send RST
    }
    m_context.ended(*this);
}

} // namespace sluice
