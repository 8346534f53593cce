#include "core/cluster/redisurl.h"

#include "core/settings/valueparsers.h"
#include "core/text/percent.h"

namespace sluice {

namespace {

// "name:password@" or ":password@"; a lone word is a password, as redis-cli takes it.
bool takeIdentity(std::string_view text, RedisUrl& url)
{
    const auto colon = text.find(':');
    const auto user
        = percentDecode(colon == text.npos ? std::string_view() : text.substr(0, colon));
    const auto password = percentDecode(colon == text.npos ? text : text.substr(colon + 1));
    if (!user || !password || password->empty())
        return false;
    url.user = *user;
    url.password = *password;
    return true;
}

bool takePort(std::string_view text, RedisUrl& url)
{
    const auto port = parse::number(text);
    if (!port || *port == 0 || *port > 65535)
        return false;
    url.port = static_cast<std::uint16_t>(*port);
    return true;
}

bool takePlace(std::string_view text, RedisUrl& url)
{
    auto hostEnd = text.rfind(':');
    const auto bracket = text.rfind(']'); // [::1]:6379
    if (hostEnd != text.npos && bracket != text.npos && hostEnd < bracket)
        hostEnd = text.npos;
    if (hostEnd != text.npos && !takePort(text.substr(hostEnd + 1), url))
        return false;
    const auto host = parse::host(text.substr(0, hostEnd));
    if (host)
        url.host = *host;
    return host.has_value();
}

} // namespace

std::optional<RedisUrl> RedisUrl::parse(std::string_view text)
{
    constexpr std::string_view plain = "redis://";
    constexpr std::string_view secured = "rediss://";
    constexpr std::uint64_t mostDatabases = 1'000'000;
    RedisUrl url;
    text = parse::trimmed(text);
    url.tls = text.substr(0, secured.size()) == secured;
    if (!url.tls && text.substr(0, plain.size()) != plain)
        return std::nullopt;
    text.remove_prefix(url.tls ? secured.size() : plain.size());
    if (const auto slash = text.rfind('/');
        slash != text.npos && text.find('@', slash) == text.npos) {
        const std::string_view database = text.substr(slash + 1);
        const auto number = parse::number(database.empty() ? "0" : database);
        if (!number || *number > mostDatabases)
            return std::nullopt;
        url.database = static_cast<std::uint32_t>(*number);
        text = text.substr(0, slash);
    }
    if (const auto at = text.rfind('@'); at != text.npos) {
        if (!takeIdentity(text.substr(0, at), url))
            return std::nullopt;
        text.remove_prefix(at + 1);
    }
    return takePlace(text, url) ? std::optional(url) : std::nullopt;
}

std::string RedisUrl::shown() const
{
    const bool six = host.find(':') != std::string::npos;
    return (tls ? "rediss://" : "redis://") + (six ? '[' + host + ']' : host) + ':'
        + std::to_string(port) + '/' + std::to_string(database);
}

} // namespace sluice
