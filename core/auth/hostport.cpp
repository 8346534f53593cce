#include "core/auth/hostport.h"

#include "core/text/ascii.h"
#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace sluice {

namespace {

bool isHostCharacter(char c)
{
    return ascii::isAlnum(c) || c == '-' || c == '.' || c == '_';
}

bool isHost(std::string_view host)
{
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        in6_addr address {};
        const std::string inside(host.substr(1, host.size() - 2));
        return inet_pton(AF_INET6, inside.c_str(), &address) == 1;
    }
    return !host.empty() && std::all_of(host.begin(), host.end(), isHostCharacter);
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), ascii::lower);
    return result;
}

std::optional<HostPort> parseHostPort(std::string_view text)
{
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    HostPort result;
    result.host = lowered(text.substr(0, colon));
    if (!isHost(result.host))
        return std::nullopt;
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1);
        std::uint16_t port = 0;
        const auto [end, error]
            = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (error != std::errc() || end != digits.data() + digits.size())
            return std::nullopt;
        result.port = port;
    }
    return result;
}

bool HostPort::isLoopback() const
{
    if (host == "localhost" || host == "[::1]")
        return true;
    in_addr address {}; // a name such as 127.0.0.1.example.org is not an address
    return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127;
}

} // namespace sluice
