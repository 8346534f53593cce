#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

enum class ProxyOutcome : std::uint8_t {
    Incomplete,
    Local, // the proxy speaks for itself: the addresses are those of the socket
    Proxied,
    Malformed
};

// A PROXY protocol header, version 2, which a proxy puts before a connection's own octets (HAProxy,
// doc/proxy-protocol.txt §2.2).
struct ProxyHeader {
    static constexpr std::size_t fixedBytes = 16; // signature, version, family, length
    static constexpr std::size_t maxBytes = 4096; // all of it; real ones have 28 to 300

    ProxyOutcome outcome = ProxyOutcome::Incomplete;
    std::string_view why; // for Malformed: a clause for the log
    // Incomplete: as many octets are needed to know more; else: as many the header has. No octet
    // behind it is ever asked for, so that what follows may stay in the socket.
    std::size_t bytes = fixedBytes;
    std::string ip; // of a Proxied client; an IPv4-mapped address without its prefix
    std::uint16_t port = 0;
};

// Strict and bounded. TCP over IPv4 and IPv6; what a proxy adds behind the addresses (TLV) is
// passed over; an unknown family is Local, as the protocol asks. Pure.
ProxyHeader parseProxyHeader(std::string_view octets);

} // namespace sluice
