#include "core/net/proxydoor.h"

#include "core/net/proxyheader.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/timerwheel.h"
#include "core/runtime/watcher.h"
#include "core/settings/settings.h"
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sluice {

class ProxyDoor::Visitor final : private Watcher, private WheelTimer, public HandshakeLine::Waiter {
public:
    Visitor(ProxyDoor& door, int fd, PeerAddress proxy)
        : m_door(door), m_fd(fd), m_proxy(std::move(proxy))
    {
        const Services& services = door.m_services;
        services.dispatcher.watch(fd, EPOLLIN, *this);
        services.wheel.arm(*this, services.settings.headTimeout);
        services.line.enter(*this, services.settings.maxHandshakes);
    }
    ~Visitor() override
    {
        m_door.m_services.line.leave(*this);
        if (m_fd < 0)
            return;
        m_door.m_services.dispatcher.unwatch(m_fd);
        ::close(m_fd);
        --m_door.m_services.vitals.openDescriptors;
    }
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

    int release()
    {
        m_door.m_services.dispatcher.passOn(m_fd);
        return std::exchange(m_fd, -1);
    }

private:
    void ready(std::uint32_t events) override;
    void timeUp() override { refuse("it did not come in time"); }
    void makeRoom() override { m_door.end(*this); }
    void onNothing(ssize_t result, int error);
    void refuse(std::string_view why);

    ProxyDoor& m_door;
    int m_fd;
    PeerAddress m_proxy;
    std::string m_octets;
};

// Only what belongs to the header is taken from the socket: TLS reads there for itself.
void ProxyDoor::Visitor::ready(std::uint32_t)
{
    ProxyHeader header = parseProxyHeader(m_octets);
    while (header.outcome == ProxyOutcome::Incomplete) {
        std::array<char, ProxyHeader::maxBytes> chunk; // left as it is: recv(2) fills it
        const ssize_t count
            = ::recv(m_fd, chunk.data(), header.bytes - m_octets.size(), MSG_DONTWAIT);
        if (count <= 0)
            return onNothing(count, errno);
        m_octets.append(chunk.data(), static_cast<std::size_t>(count));
        header = parseProxyHeader(m_octets);
    }
    if (header.outcome == ProxyOutcome::Malformed)
        return refuse(header.why);
    PeerAddress client = m_proxy;
    if (header.outcome == ProxyOutcome::Proxied)
        client = { std::move(header.ip), header.port, false };
    client.loopback = false;
    m_door.admitted(*this, std::move(client));
}

void ProxyDoor::Visitor::onNothing(ssize_t result, int error)
{
    if (result < 0 && (error == EAGAIN || error == EINTR))
        return;
    if (result == 0 && !m_octets.empty())
        refuse("the connection ended inside it");
    else
        m_door.end(*this); // a balancer that only looks whether somebody listens
}

// What the other side speaks is not known, so it hears nothing.
void ProxyDoor::Visitor::refuse(std::string_view why)
{
    m_door.m_services.metrics.proxyHeaderFailures().Increment();
    eventlog::write(LogLevel::Warning, "net", "proxy_header_refused",
                    "The PROXY header of a trusted proxy was refused: " + std::string(why) + '.',
                    { { "peer", m_proxy.ip } });
    m_door.end(*this);
}

ProxyDoor::ProxyDoor(const Services& services, Admit admit)
    : m_services(services), m_admit(std::move(admit))
{
}

ProxyDoor::~ProxyDoor() = default;

void ProxyDoor::adopt(int fd, PeerAddress proxy)
{
    auto visitor = std::make_unique<Visitor>(*this, fd, std::move(proxy));
    const Visitor* key = visitor.get();
    m_visitors.emplace(key, std::move(visitor));
}

void ProxyDoor::admitted(Visitor& visitor, PeerAddress client)
{
    const int fd = visitor.release();
    end(visitor);
    m_admit(fd, std::move(client));
}

void ProxyDoor::end(Visitor& visitor)
{
    m_visitors.erase(&visitor);
}

void ProxyDoor::closeAll()
{
    m_visitors.clear();
}

} // namespace sluice
