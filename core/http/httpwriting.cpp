// The second half of HttpConnection: from an answer to the next request, or to the end.
#include "core/http/httpconnection.h"

#include "core/http/httpexchange.h"
#include "core/settings/settings.h"
#include <sys/epoll.h>

namespace sluice {

HttpConnection::Fate HttpConnection::respond(const Response& response)
{
    forgetTicket();
    m_context.line.leave(*this);
    const HttpHead& head = m_exchange->request.head;
    // Where a body was announced and not read, the next request cannot be found.
    m_exchange->keepAlive = !response.close && m_exchange->bodyLeft == 0 && m_requests < maxRequests
        && !isDraining() && head.keepAlive();
    m_exchange->out = serialize(response, head.method == "HEAD", m_exchange->keepAlive);
    m_state = State::Writing;
    m_context.wheel.arm(*this, writeTimeout);
    return flush();
}

// What TLS said of its own accord, and the socket had no room for.
HttpConnection::Fate HttpConnection::sendPending()
{
    if (m_transport.flush() != Transport::State::Alive)
        return Fate::Ends;
    if (!m_transport.wantsWrite())
        watchFor(reading);
    return Fate::Stays;
}

HttpConnection::Fate HttpConnection::flush()
{
    if (m_transport.flush() != Transport::State::Alive)
        return Fate::Ends;
    const std::string_view out = m_exchange->out;
    while (m_exchange->sent < out.size()) {
        const auto outcome = m_transport.send(out.substr(m_exchange->sent));
        if (outcome.state != Transport::State::Alive)
            return Fate::Ends;
        if (outcome.octets == 0)
            break;
        m_exchange->sent += outcome.octets;
    }
    if (m_exchange->sent < out.size() || m_transport.wantsWrite()) {
        watchFor(EPOLLOUT);
        return Fate::Stays;
    }
    return m_exchange->keepAlive ? nextRequest() : beginLinger();
}

HttpConnection::Fate HttpConnection::nextRequest()
{
    m_exchange.reset();
    m_state = State::Head;
    standInLine();
    const bool waiting = !m_reader.isEmpty();
    m_context.wheel.arm(
        *this, waiting ? m_context.settings.headTimeout : std::chrono::milliseconds(idleTimeout));
    // One request a turn, so that a peer who sends a hundred at once does not hold up the loop.
    watchFor(waiting ? EPOLLOUT : reading);
    return Fate::Stays;
}

// Closing with unread input would reset the connection, and the peer might lose the reply
// (RFC 9112 §9.6).
HttpConnection::Fate HttpConnection::beginLinger()
{
    m_exchange.reset();
    m_reader.takeRest();
    m_transport.shutdownWrite();
    if (m_peerEnded)
        return Fate::Ends;
    m_state = State::Lingering;
    m_lingerLeft = lingerBytes;
    m_context.wheel.arm(*this, lingerTimeout);
    watchFor(m_transport.wantsWrite() ? reading | EPOLLOUT : reading);
    return Fate::Stays;
}

HttpConnection::Fate HttpConnection::discard()
{
    const auto outcome = m_transport.receive(m_context.scratch);
    if (outcome.state != Transport::State::Alive || outcome.octets >= m_lingerLeft)
        return Fate::Ends;
    m_lingerLeft -= static_cast<std::uint32_t>(outcome.octets);
    return Fate::Stays;
}

} // namespace sluice
