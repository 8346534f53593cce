#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

std::string lowered(std::string_view text); // ASCII letters only

// `host` or `host:port` as the Host field and an origin write it (RFC 3986 §3.2.2, §3.2.3).
struct HostPort {
    std::string host; // lower case; an IPv6 address keeps its brackets
    std::optional<std::uint16_t> port;

    bool isLoopback() const; // "localhost" or a loopback address; no name is resolved
};

// Nothing when it is no host: user information, a path, a bad port. Pure.
std::optional<HostPort> parseHostPort(std::string_view text);

} // namespace sluice
