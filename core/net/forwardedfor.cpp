#include "core/net/forwardedfor.h"

#include "core/text/ascii.h"
#include <algorithm>
#include <optional>
#include <string_view>

namespace sluice {

namespace {

constexpr std::string_view fieldName = "X-Forwarded-For";

bool isPort(std::string_view text)
{
    return !text.empty() && text.size() <= 5
        && std::all_of(text.begin(), text.end(), ascii::isDigit);
}

// "192.0.2.1", "2001:db8::1", "[2001:db8::1]"; the first and the last with a port, too, which
// some proxies add.
std::optional<std::string> addressOf(std::string_view entry)
{
    if (entry.starts_with('[')) {
        const std::size_t end = entry.find(']');
        if (end == entry.npos)
            return std::nullopt;
        const std::string_view rest = entry.substr(end + 1);
        entry = entry.substr(1, end - 1);
        if ((!rest.empty() && (rest.front() != ':' || !isPort(rest.substr(1))))
            || entry.find(':') == entry.npos)
            return std::nullopt;
    } else if (const std::size_t colon = entry.find(':');
               colon != entry.npos && entry.find(':', colon + 1) == entry.npos) {
        if (!isPort(entry.substr(colon + 1)))
            return std::nullopt;
        entry = entry.substr(0, colon);
    }
    return Subnet::canonical(entry);
}

bool isTrusted(std::string_view ip, const std::vector<Subnet>& trustedProxies)
{
    return std::any_of(trustedProxies.begin(), trustedProxies.end(),
                       [ip](const Subnet& proxies) { return proxies.contains(ip); });
}

} // namespace

bool isTrusted(const PeerAddress& peer, const std::vector<Subnet>& trustedProxies)
{
    return isTrusted(peer.ip, trustedProxies);
}

PeerAddress clientOf(const HttpHead& head, const PeerAddress& peer,
                     const std::vector<Subnet>& trustedProxies)
{
    PeerAddress client = peer;
    if (!isTrusted(peer, trustedProxies))
        return client;
    client.loopback = false; // a proxy that says nothing still speaks for somebody
    if (!head.field(fieldName))
        return client;
    const std::string list = head.list(fieldName);
    std::string_view rest = list;
    while (!rest.empty() && isTrusted(client, trustedProxies)) {
        const std::size_t comma = rest.rfind(',');
        const std::string_view entry
            = ascii::trimmed(comma == rest.npos ? rest : rest.substr(comma + 1));
        rest = rest.substr(0, comma == rest.npos ? 0 : comma);
        const auto address = addressOf(entry);
        if (!address)
            break;
        client = { *address, 0, false };
    }
    return client;
}

} // namespace sluice
