#include "core/net/tlsvisitor.h"

#include "core/net/tlsstream.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include <string>
#include <sys/epoll.h>
#include <utility>

namespace sluice {

Lobby::TlsVisitor::TlsVisitor(Lobby& lobby, int fd, PeerAddress peer, Time since)
    : Visitor(lobby, fd, std::move(peer), since),
      m_stream(std::make_unique<TlsStream>(*lobby.m_tls, fd))
{
}

Lobby::TlsVisitor::~TlsVisitor() = default;

void Lobby::TlsVisitor::ready(std::uint32_t)
{
    if (m_stream->flush() != Transport::State::Alive)
        return fail("the connection was lost");
    if (m_stream->shakeHands() != Transport::State::Alive)
        return m_stream->metPlainHttp() ? admit(true) : fail(m_stream->failure());
    if (m_stream->isEstablished())
        return admit(false);
    watchFor(m_stream->wantsWrite() ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void Lobby::TlsVisitor::timeUp()
{
    fail("its time was up");
}

// Who connects and says nothing (a probe, a browser that is early) has not failed in anything.
void Lobby::TlsVisitor::fail(std::string_view why)
{
    if (m_stream->hasBegun())
        tell(why);
    m_lobby.end(*this);
}

void Lobby::TlsVisitor::tell(std::string_view why) const
{
    m_lobby.m_metrics.tlsHandshakeFailures().Increment();
    eventlog::write(LogLevel::Debug, "http", "tls_handshake_failed",
                    "The TLS handshake failed: " + std::string(why) + '.',
                    { { "peer", m_peer.ip } });
}

void Lobby::TlsVisitor::admit(bool metPlainHttp)
{
    if (metPlainHttp) {
        tell(m_stream->failure());
        m_stream.reset();
    }
    Lobby& lobby = m_lobby;
    const int fd = release();
    Newcomer newcomer { Transport(fd, std::move(m_stream)), std::move(m_peer), m_since,
                        metPlainHttp };
    lobby.end(*this);
    lobby.m_admit(std::move(newcomer));
}

} // namespace sluice
