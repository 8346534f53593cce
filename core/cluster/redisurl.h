#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// Where a Redis is and who one is there, as `redis_url` writes it. Pure value.
struct RedisUrl {
    std::string host;
    std::uint16_t port = 6379;
    bool tls = false; // rediss://
    std::string user; // empty: Redis' default user
    std::string password; // empty: none is asked for
    std::uint32_t database = 0;

    // redis://[user:password@]host[:port][/database], with %XX in user and password.
    static std::optional<RedisUrl> parse(std::string_view text);
    std::string shown() const; // without the secret: "redis://host:port/0"
};

} // namespace sluice
