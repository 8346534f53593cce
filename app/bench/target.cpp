#include "app/bench/target.h"
#include <algorithm>
#include <charconv>
#include <cstring>
#include <netdb.h>

namespace sluice::bench {

std::optional<Target> parseTarget(std::string_view url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos
        || (url.substr(0, scheme) != "ws" && url.substr(0, scheme) != "http"))
        return std::nullopt;
    url.remove_prefix(scheme + 3);
    Target target;
    const auto slash = std::min(url.find_first_of("/?"), url.size());
    if (slash < url.size() && url[slash] == '/')
        target.path = url.substr(slash);
    else
        target.path += url.substr(slash);
    const auto place = url.substr(0, slash);
    const auto colon = place.find(':');
    target.host = place.substr(0, colon);
    if (colon != std::string_view::npos) {
        const auto digits = place.substr(colon + 1);
        const auto end = digits.data() + digits.size();
        const auto result = std::from_chars(digits.data(), end, target.port);
        if (result.ec != std::errc() || result.ptr != end || target.port == 0)
            return std::nullopt;
    }
    const bool plain = std::all_of(target.path.begin(), target.path.end(),
                                   [](char c) { return c > ' ' && c < 0x7f; });
    if (target.host.empty() || target.host.find_first_of("[]@ ") != std::string::npos || !plain)
        return std::nullopt;
    return target;
}

std::string authority(const Target& target)
{
    return target.host + ":" + std::to_string(target.port);
}

std::optional<sockaddr_in> resolve(const Target& target)
{
    addrinfo hints {};
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(target.host.c_str(), nullptr, &hints, &found) != 0 || found == nullptr)
        return std::nullopt;
    sockaddr_in address {};
    std::memcpy(&address, found->ai_addr, sizeof address);
    freeaddrinfo(found);
    address.sin_port = htons(target.port);
    return address;
}

} // namespace sluice::bench
