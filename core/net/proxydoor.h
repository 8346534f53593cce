#pragma once

#include "core/http/request.h"
#include "core/net/handshakeline.h"
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>

namespace sluice {

class EpollDispatcher;
class Metrics;
class TimerWheel;
struct Settings;
struct Vitals;

// Where one loop's connections from trusted proxies say, before TLS and before their first request,
// for whom they speak: the PROXY header goes ahead of everything. Loop's thread.
class ProxyDoor {
public:
    struct Services {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        TimerWheel& wheel;
        EpollDispatcher& dispatcher;
        HandshakeLine::Wing& line;
    };
    // The descriptor goes on, passed on by the dispatcher, with not an octet missing that came
    // behind the header. Who comes through a proxy is never loopback.
    using Admit = std::function<void(int fd, PeerAddress client)>;

    ProxyDoor(const Services& services, Admit admit);
    ~ProxyDoor();

    // A connected, non-blocking descriptor, which is the door's until it is admitted. Every one
    // that it closes is taken off Vitals::openDescriptors.
    void adopt(int fd, PeerAddress proxy);
    void closeAll();
    std::size_t waiting() const { return m_visitors.size(); }

private:
    class Visitor;
    void admitted(Visitor& visitor, PeerAddress client);
    void end(Visitor& visitor);

    const Services m_services;
    const Admit m_admit;
    std::unordered_map<const Visitor*, std::unique_ptr<Visitor>> m_visitors;
};

} // namespace sluice
