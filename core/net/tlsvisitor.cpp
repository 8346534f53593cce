#include "core/net/tlsvisitor.h"

#include "core/net/tlsstream.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/ioloop.h"
#include <string>
#include <sys/epoll.h>
#include <utility>

namespace sluice {

Lobby::TlsVisitor::TlsVisitor(Lobby& lobby, int fd, PeerAddress peer)
    : Visitor(lobby, fd, std::move(peer)), m_stream(std::make_unique<TlsStream>(*lobby.m_tls, fd))
{
}

Lobby::TlsVisitor::~TlsVisitor()
{
    TurnShare::leave(*this);
}

void Lobby::TlsVisitor::ready(std::uint32_t events)
{
    m_lobby.m_loop.shares().newcomers().ask(*this, events);
}

void Lobby::TlsVisitor::haveTurn(std::uint32_t)
{
    if (m_stream->flush() != Transport::State::Alive)
        return fail("the connection was lost");
    const auto state = m_stream->shakeHands();
    if (m_stream->metPlainHttp())
        return admit(true);
    if (state != Transport::State::Alive)
        return fail(state == Transport::State::EndOfStream ? "the peer left" : m_stream->failure());
    if (m_stream->isEstablished())
        return admit(false);
    watchFor(m_stream->wantsWrite() ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

// Where newcomers pause, which they do not at present; watchFor() undoes it.
void Lobby::TlsVisitor::holdBack()
{
    m_lobby.m_loop.dispatcher().mute(descriptor());
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
