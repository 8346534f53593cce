#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// A block of IP addresses (RFC 4632 §3.1, RFC 4291 §2.3); a lone address is a block of one. IPv4
// addresses and their IPv6-mapped forms are the same. Pure.
class Subnet {
public:
    // "10.0.0.0/8", "fd00::/8", "[::1]", "192.0.2.7"; nothing for anything else, nor for a network
    // with bits beyond its prefix ("10.1.0.0/8"), which is a slip of the pen.
    static std::optional<Subnet> parse(std::string_view text);
    // The block of a peer that a limit counts as one: an IPv4 address, an IPv6 /64 (RFC 4291
    // §2.5.4: what one subscriber has to himself). Nothing: no address.
    static std::optional<Subnet> ofPeer(std::string_view address);
    // Its text, to count by; what is no address stands for itself.
    static std::string nameOfPeer(std::string_view address);
    // The same address as inet_ntop writes it, an IPv4-mapped one without its prefix.
    static std::optional<std::string> canonical(std::string_view address);

    bool contains(std::string_view address) const; // false for what is no address
    std::string text() const; // "10.0.0.0/8"; a lone address without its prefix length

    friend bool operator==(const Subnet&, const Subnet&) = default;

private:
    using Octets = std::array<std::uint8_t, 16>; // network byte order, IPv4 as mapped
    Subnet(const Octets& octets, int prefix);
    static std::optional<Octets> octetsOf(std::string_view address);

    Octets m_octets {}; // bits beyond the prefix are zero
    int m_prefix = 0; // of 128
};

} // namespace sluice
