// What HttpConnection does while TLS is being agreed upon; apart from this it knows no difference.
#include "core/http/httpconnection.h"

#include "core/net/tlsstream.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include <sys/epoll.h>

namespace sluice {

bool HttpConnection::isShakingHands() const
{
    return m_transport.tls() && !m_transport.tls()->isEstablished();
}

HttpConnection::Fate HttpConnection::onBroken()
{
    if (!isShakingHands())
        return Fate::Ends;
    const bool knowsNoTls = m_transport.tls()->metPlainHttp();
    abandonHandshake(m_transport.tls()->failure());
    if (!knowsNoTls)
        return Fate::Ends;
    m_transport.forgoTls();
    return refuse(400, "bad_request", "This port speaks TLS: use https:// or wss://.");
}

// Who connects and says nothing (a probe, a browser that is early) has not failed in anything.
HttpConnection::Fate HttpConnection::abandonHandshake(std::string_view why)
{
    if (!m_transport.tls()->hasBegun())
        return Fate::Ends;
    m_context.metrics.tlsHandshakeFailures().Increment();
    eventlog::write(LogLevel::Debug, "http", "tls_handshake_failed",
                    "The TLS handshake failed: " + std::string(why) + '.',
                    { { "peer", m_peer.ip } });
    return Fate::Ends;
}

// The server's part of the handshake, or its close_notify, that the socket had no room for.
HttpConnection::Fate HttpConnection::sendPending()
{
    if (m_transport.flush() != Transport::State::Alive)
        return Fate::Ends;
    if (!m_transport.wantsWrite())
        watchFor(reading);
    return Fate::Stays;
}

} // namespace sluice
