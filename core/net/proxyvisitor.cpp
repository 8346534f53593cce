#include "core/net/proxyvisitor.h"

#include "core/net/proxyheader.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace sluice {

// Only what belongs to the header is taken from the socket: TLS reads there for itself.
void Lobby::ProxyVisitor::ready(std::uint32_t)
{
    ProxyHeader header = parseProxyHeader(m_octets);
    while (header.outcome == ProxyOutcome::Incomplete) {
        std::array<char, ProxyHeader::maxBytes> chunk; // left as it is: recv(2) fills it
        const ssize_t count
            = ::recv(descriptor(), chunk.data(), header.bytes - m_octets.size(), MSG_DONTWAIT);
        if (count <= 0)
            return onNothing(count, errno);
        m_octets.append(chunk.data(), static_cast<std::size_t>(count));
        header = parseProxyHeader(m_octets);
    }
    if (header.outcome == ProxyOutcome::Malformed)
        return refuse(header.why);
    PeerAddress client = m_peer;
    if (header.outcome == ProxyOutcome::Proxied)
        client = { std::move(header.ip), header.port, false };
    client.loopback = false;
    Lobby& lobby = m_lobby;
    const int fd = release();
    lobby.end(*this);
    lobby.meet(fd, std::move(client));
}

void Lobby::ProxyVisitor::onNothing(ssize_t result, int error)
{
    if (result < 0 && (error == EAGAIN || error == EINTR))
        return;
    if (result == 0 && !m_octets.empty())
        refuse("the connection ended inside it");
    else
        m_lobby.end(*this); // a balancer that only looks whether somebody listens
}

// What the other side speaks is not known, so it hears nothing.
void Lobby::ProxyVisitor::refuse(std::string_view why)
{
    m_lobby.m_metrics.proxyHeaderFailures().Increment();
    eventlog::write(LogLevel::Warning, "net", "proxy_header_refused",
                    "The PROXY header of a trusted proxy was refused: " + std::string(why) + '.',
                    { { "peer", m_peer.ip } });
    m_lobby.end(*this);
}

} // namespace sluice
