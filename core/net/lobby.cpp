#include "core/net/lobby.h"

#include "core/net/forwardedfor.h"
#include "core/net/proxyvisitor.h"
#include "core/net/tlsstream.h"
#include "core/net/tlsvisitor.h"
#include "core/observe/metrics.h"
#include "core/runtime/ioloop.h"
#include <chrono>
#include <utility>

namespace sluice {

Lobby::Lobby(const Services& services, Admit admit)
    : m_settings(services.settings), m_vitals(services.vitals), m_metrics(services.metrics),
      m_loop(services.loop), m_tls(services.tls), m_admit(std::move(admit)),
      m_line(services.line, [this] {
          m_loop.mailbox().post([this] {
              m_metrics.handshakesEvicted.Increment(static_cast<double>(m_line.clear()));
          });
      })
{
}

Lobby::~Lobby() = default;

void Lobby::applySettings(const Settings& settings, std::shared_ptr<const TlsContext> tls)
{
    m_settings = settings;
    m_tls = std::move(tls);
}

void Lobby::adopt(const std::vector<Accepted>& newcomers)
{
    for (const Accepted& newcomer : newcomers)
        if (m_settings.proxyProtocol && isTrusted(newcomer.peer, m_settings.trustedProxies))
            receive<ProxyVisitor>(newcomer.fd, newcomer.peer);
        else
            meet(newcomer.fd, newcomer.peer);
}

void Lobby::meet(int fd, PeerAddress peer)
{
    if (m_tls)
        receive<TlsVisitor>(fd, std::move(peer));
    else
        m_admit({ Transport(fd), std::move(peer), std::chrono::steady_clock::now() });
}

template <class Kind> void Lobby::receive(int fd, PeerAddress peer)
{
    auto visitor = std::make_unique<Kind>(*this, fd, std::move(peer));
    const Visitor* key = visitor.get();
    m_visitors.emplace(key, std::move(visitor));
}

void Lobby::end(Visitor& visitor)
{
    m_visitors.erase(&visitor);
}

} // namespace sluice
