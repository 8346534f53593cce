#pragma once

#include "core/net/handshakeline.h"
#include "core/net/listener.h"
#include "core/net/newcomer.h"
#include "core/settings/settings.h"
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sluice {

class IoLoop;
class Metrics;
class TlsContext;

// Where one loop's newcomers are received before they speak HTTP: who comes from a trusted proxy
// says for whom it speaks (PROXY protocol v2), then TLS is agreed upon. In a thread of its own,
// because a TLS handshake takes a millisecond and more of a processor in one piece, and the loop's
// clients shall not wait behind it. Made, used and destroyed in that thread.
class Lobby {
public:
    struct Services {
        const Settings& settings; // copied
        Vitals& vitals;
        Metrics& metrics;
        HandshakeLine& line;
        IoLoop& loop; // the lobby's own
        std::shared_ptr<const TlsContext> tls; // null: plain
    };
    using Admit = std::function<void(Newcomer newcomer)>;

    Lobby(const Services& services, Admit admit);
    ~Lobby();
    Lobby(const Lobby&) = delete;
    Lobby& operator=(const Lobby&) = delete;

    // Every descriptor that it closes is taken off Vitals::openDescriptors.
    void adopt(const std::vector<Accepted>& newcomers);
    void applySettings(const Settings& settings, std::shared_ptr<const TlsContext> tls);
    std::size_t waiting() const { return m_visitors.size(); }

private:
    class Visitor;
    class ProxyVisitor;
    class TlsVisitor;

    template <class Kind> void receive(int fd, PeerAddress peer);
    void meet(int fd, PeerAddress peer);
    void end(Visitor& visitor);

    Settings m_settings;
    Vitals& m_vitals;
    Metrics& m_metrics;
    IoLoop& m_loop;
    std::shared_ptr<const TlsContext> m_tls;
    const Admit m_admit;
    HandshakeLine::Wing m_line;
    std::unordered_map<const Visitor*, std::unique_ptr<Visitor>> m_visitors;
};

} // namespace sluice
