#pragma once

#include <cstdint>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::bench {

// Where the load goes: plain ws:// only, because TLS would measure the load generator.
struct Target {
    std::string host;
    std::uint16_t port = 80;
    std::string path = "/"; // with its query
};

// ws://host[:port][/path] or http://…; [::1] is not offered, since the source addresses are IPv4.
std::optional<Target> parseTarget(std::string_view url);
std::string authority(const Target& target); // host:port
std::optional<sockaddr_in> resolve(const Target& target); // blocking

} // namespace sluice::bench
