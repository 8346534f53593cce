#pragma once

#include "core/http/request.h"
#include <cstdint>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace sluice {

// An IPv4 or IPv6 address with its port, as the kernel takes it.
struct SocketAddress {
    sockaddr_storage storage {};
    socklen_t length = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    bool isIpv6Wildcard() const;
};

struct ResolvedAddress {
    std::optional<SocketAddress> address;
    std::string error; // when there is no address: why, in words
};

// `host` is an address, bracketed or not, or a name; of a name's addresses the first IPv4 one is
// preferred. Names may block for as long as the resolver takes.
ResolvedAddress resolveToListen(const std::string& host, std::uint16_t port);

// As inet_ntop writes it, an IPv4-mapped address without its prefix.
PeerAddress peerAddressOf(const SocketAddress& address);

// "127.0.0.1:8000", "[::1]:8000".
std::string hostAndPort(const std::string& host, std::uint16_t port);

} // namespace sluice
