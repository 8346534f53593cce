// The second half of HttpConnection: from an answer to the next request, or to the end.
#include "core/http/httpconnection.h"

#include "core/http/httpexchange.h"
#include "core/settings/settings.h"
#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace sluice {

HttpConnection::Fate HttpConnection::respond(const Response& response)
{
    forgetTicket();
    const HttpHead& head = m_exchange->request.head;
    // Where a body was announced and not read, the next request cannot be found.
    m_exchange->keepAlive = !response.close && m_exchange->bodyLeft == 0 && m_requests < maxRequests
        && !isDraining() && head.keepAlive();
    m_exchange->out = serialize(response, head.method == "HEAD", m_exchange->keepAlive);
    m_state = State::Writing;
    m_context.wheel.arm(*this, writeTimeout);
    return flush();
}

HttpConnection::Fate HttpConnection::flush()
{
    const std::string_view out = m_exchange->out;
    while (m_exchange->sent < out.size()) {
        const std::string_view rest = out.substr(m_exchange->sent);
        const ssize_t count = ::send(m_fd, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN)
            return Fate::Ends;
        if (count < 0) {
            watchFor(EPOLLOUT);
            return Fate::Stays;
        }
        m_exchange->sent += static_cast<std::size_t>(count);
    }
    return m_exchange->keepAlive ? nextRequest() : beginLinger();
}

HttpConnection::Fate HttpConnection::nextRequest()
{
    m_exchange.reset();
    m_state = State::Head;
    const bool waiting = !m_reader.isEmpty();
    m_context.wheel.arm(
        *this, waiting ? m_context.settings.headTimeout : std::chrono::milliseconds(idleTimeout));
    // One request a turn, so that a peer who sends a hundred at once does not hold up the loop.
    watchFor(waiting ? EPOLLOUT : EPOLLIN);
    return Fate::Stays;
}

// Closing with unread input would reset the connection, and the peer might lose the reply
// (RFC 9112 §9.6).
HttpConnection::Fate HttpConnection::beginLinger()
{
    m_exchange.reset();
    m_reader.takeRest();
    if (m_peerEnded || ::shutdown(m_fd, SHUT_WR) != 0)
        return Fate::Ends;
    m_state = State::Lingering;
    m_lingerLeft = lingerBytes;
    m_context.wheel.arm(*this, lingerTimeout);
    watchFor(EPOLLIN);
    return Fate::Stays;
}

HttpConnection::Fate HttpConnection::discard()
{
    auto& scratch = m_context.scratch;
    const ssize_t count = ::recv(m_fd, scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return Fate::Stays;
    if (count <= 0 || static_cast<std::uint32_t>(count) >= m_lingerLeft)
        return Fate::Ends;
    m_lingerLeft -= static_cast<std::uint32_t>(count);
    return Fate::Stays;
}

} // namespace sluice
