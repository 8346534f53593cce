#include "core/net/proxyheader.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>

namespace sluice {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "\r\n\r\n\0\r\nQUIT\n"sv;
constexpr std::string_view textual = "PROXY "sv; // of version 1
constexpr std::size_t atVersion = signature.size();
constexpr std::size_t atFamily = atVersion + 1;
constexpr std::size_t atLength = atFamily + 1;
static_assert(atLength + 2 == ProxyHeader::fixedBytes);

std::uint8_t octetAt(std::string_view octets, std::size_t at)
{
    return static_cast<std::uint8_t>(octets[at]);
}

std::uint16_t numberAt(std::string_view octets, std::size_t at)
{
    return static_cast<std::uint16_t>(octetAt(octets, at) << 8U | octetAt(octets, at + 1));
}

ProxyHeader malformed(std::string_view why)
{
    return { ProxyOutcome::Malformed, why, 0, {}, 0 };
}

bool begins(std::string_view octets, std::string_view with)
{
    const std::size_t common = std::min(octets.size(), with.size());
    return octets.substr(0, common) == with.substr(0, common);
}

template <int family, std::size_t size> std::string textOf(std::string_view octets)
{
    std::array<char, size> address {};
    std::copy_n(octets.begin(), size, address.begin());
    std::array<char, INET6_ADDRSTRLEN> text {};
    inet_ntop(family, address.data(), text.data(), text.size());
    return text.data();
}

std::string ipv6TextOf(std::string_view octets)
{
    constexpr auto mapped = "\0\0\0\0\0\0\0\0\0\0\xff\xff"sv; // RFC 4291 §2.5.5.2
    if (octets.starts_with(mapped))
        return textOf<AF_INET, 4>(octets.substr(mapped.size()));
    return textOf<AF_INET6, 16>(octets);
}

// Source address, destination address, source port, destination port.
ProxyHeader proxied(std::string_view octets)
{
    const std::string_view block = octets.substr(ProxyHeader::fixedBytes);
    ProxyHeader header { ProxyOutcome::Proxied, {}, octets.size(), {}, 0 };
    constexpr std::uint8_t tcpOverIpv4 = 0x11;
    constexpr std::uint8_t tcpOverIpv6 = 0x21;
    switch (octetAt(octets, atFamily)) {
    case 0x00: // the proxy does not know
        header.outcome = ProxyOutcome::Local;
        return header;
    case tcpOverIpv4:
        if (block.size() < 12)
            return malformed("its addresses are cut short");
        header.ip = textOf<AF_INET, 4>(block);
        header.port = numberAt(block, 8);
        return header;
    case tcpOverIpv6:
        if (block.size() < 36)
            return malformed("its addresses are cut short");
        header.ip = ipv6TextOf(block);
        header.port = numberAt(block, 32);
        return header;
    default:
        return malformed("it is for no TCP connection");
    }
}

} // namespace

ProxyHeader parseProxyHeader(std::string_view octets)
{
    if (octets.starts_with(textual))
        return malformed("it is of version 1, and only version 2 is understood");
    if (begins(octets, textual))
        return {};
    if (!begins(octets, signature))
        return malformed("the connection does not begin with one");
    constexpr std::uint8_t localOfVersion2 = 0x20;
    constexpr std::uint8_t proxyOfVersion2 = 0x21;
    if (octets.size() > atVersion && octetAt(octets, atVersion) != localOfVersion2
        && octetAt(octets, atVersion) != proxyOfVersion2)
        return malformed("its version or command is unknown");
    if (octets.size() < ProxyHeader::fixedBytes)
        return {};
    const std::size_t size = ProxyHeader::fixedBytes + numberAt(octets, atLength);
    if (size > ProxyHeader::maxBytes)
        return malformed("it is too long");
    if (octets.size() < size)
        return { ProxyOutcome::Incomplete, {}, size, {}, 0 };
    if (octetAt(octets, atVersion) == localOfVersion2)
        return { ProxyOutcome::Local, {}, size, {}, 0 };
    return proxied(octets.substr(0, size));
}

} // namespace sluice
