#include "core/net/lobbyvisitor.h"

#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/ioloop.h"
#include <sys/epoll.h>
#include <unistd.h>
#include <utility>

namespace sluice {

Lobby::Visitor::Visitor(Lobby& lobby, int fd, PeerAddress peer)
    : m_lobby(lobby), m_peer(std::move(peer)), m_since(std::chrono::steady_clock::now()), m_fd(fd)
{
    m_lobby.m_loop.dispatcher().watch(fd, EPOLLIN, *this);
    m_lobby.m_loop.wheel().arm(*this, m_lobby.m_settings.headTimeout);
    m_lobby.m_line.enter(*this, m_lobby.m_settings.maxHandshakes);
}

Lobby::Visitor::~Visitor()
{
    m_lobby.m_line.leave(*this);
    if (m_fd < 0)
        return;
    m_lobby.m_loop.dispatcher().unwatch(m_fd);
    ::close(m_fd);
    --m_lobby.m_vitals.openDescriptors;
    m_lobby.m_metrics.connectionsShortLived.Increment();
}

void Lobby::Visitor::watchFor(std::uint32_t events)
{
    m_lobby.m_loop.dispatcher().rewatch(m_fd, events);
}

int Lobby::Visitor::release()
{
    m_lobby.m_loop.dispatcher().unwatch(m_fd);
    return std::exchange(m_fd, -1);
}

// Its descriptor is what others need, and nobody waits for an answer yet.
void Lobby::Visitor::makeRoom()
{
    m_lobby.end(*this);
}

} // namespace sluice
