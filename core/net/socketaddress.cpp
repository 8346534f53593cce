#include "core/net/socketaddress.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>

namespace sluice {

namespace {
std::string withoutBrackets(const std::string& host)
{
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']')
        return host.substr(1, host.size() - 2);
    return host;
}

std::string textOf(int family, const void* address)
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    inet_ntop(family, address, text.data(), static_cast<socklen_t>(text.size()));
    return text.data();
}

PeerAddress peerOfIpv4(const in_addr& address, in_port_t port)
{
    const bool loopback = (ntohl(address.s_addr) >> 24U) == 127U;
    return { textOf(AF_INET, &address), ntohs(port), loopback };
}
} // namespace

bool SocketAddress::isIpv6Wildcard() const
{
    if (storage.ss_family != AF_INET6)
        return false;
    const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(storage);
    return IN6_IS_ADDR_UNSPECIFIED(&ipv6.sin6_addr);
}

ResolvedAddress resolveToListen(const std::string& host, std::uint16_t port)
{
    const std::string name = withoutBrackets(host);
    if (name.empty())
        return { std::nullopt, "the host is empty" };
    addrinfo hints {};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int failure = getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (failure != 0)
        return { std::nullopt, std::string("the host is unknown: ") + gai_strerror(failure) };
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);

    const addrinfo* chosen = list;
    for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
        if (entry->ai_family == AF_INET) {
            chosen = entry;
            break;
        }
    }
    SocketAddress address;
    std::memcpy(&address.storage, chosen->ai_addr, chosen->ai_addrlen);
    address.length = chosen->ai_addrlen;
    return { address, {} };
}

PeerAddress peerAddressOf(const SocketAddress& address)
{
    if (address.storage.ss_family == AF_INET) {
        const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address.storage);
        return peerOfIpv4(ipv4.sin_addr, ipv4.sin_port);
    }
    const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(address.storage);
    if (IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr)) {
        in_addr embedded {};
        std::memcpy(&embedded, &ipv6.sin6_addr.s6_addr[12], sizeof embedded);
        return peerOfIpv4(embedded, ipv6.sin6_port);
    }
    return { textOf(AF_INET6, &ipv6.sin6_addr), ntohs(ipv6.sin6_port),
             IN6_IS_ADDR_LOOPBACK(&ipv6.sin6_addr) != 0 };
}

std::string hostAndPort(const std::string& host, std::uint16_t port)
{
    const std::string bare = withoutBrackets(host);
    const bool ipv6 = bare.find(':') != std::string::npos;
    return (ipv6 ? '[' + bare + ']' : bare) + ':' + std::to_string(port);
}

} // namespace sluice
