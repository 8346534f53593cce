#include "core/net/subnet.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace sluice {

namespace {

constexpr int wholeLength = 128;
constexpr int mappedLength = 96; // ::ffff:0:0/96 holds the IPv4 addresses (RFC 4291 §2.5.5.2)
constexpr std::array<std::uint8_t, 12> mapped { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF };

bool isMapped(const std::array<std::uint8_t, 16>& octets)
{
    return std::equal(mapped.begin(), mapped.end(), octets.begin());
}

std::optional<int> prefixOf(std::string_view text, int longest)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > longest)
        return std::nullopt;
    return value;
}

} // namespace

Subnet::Subnet(const Octets& octets, int prefix) : m_prefix(prefix)
{
    for (std::size_t at = 0; at < octets.size(); ++at) {
        const int bits = std::clamp(prefix - static_cast<int>(at) * 8, 0, 8);
        m_octets[at] = static_cast<std::uint8_t>(octets[at] & (0xFF00 >> bits));
    }
}

std::optional<Subnet::Octets> Subnet::octetsOf(std::string_view address)
{
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    const std::string text(address);
    Octets octets {};
    if (text.find('\0') != text.npos)
        return std::nullopt; // inet_pton would stop there
    if (text.find(':') != text.npos)
        return inet_pton(AF_INET6, text.c_str(), octets.data()) == 1 ? std::optional(octets)
                                                                     : std::nullopt;
    std::copy(mapped.begin(), mapped.end(), octets.begin());
    return inet_pton(AF_INET, text.c_str(), octets.data() + mapped.size()) == 1
        ? std::optional(octets)
        : std::nullopt;
}

std::optional<Subnet> Subnet::parse(std::string_view text)
{
    const auto slash = text.find('/');
    const auto octets = octetsOf(text.substr(0, slash));
    if (!octets)
        return std::nullopt;
    int prefix = wholeLength;
    if (slash != text.npos) {
        const bool four = text.substr(0, slash).find(':') == text.npos;
        const auto given = prefixOf(text.substr(slash + 1), four ? 32 : wholeLength);
        if (!given)
            return std::nullopt;
        prefix = four ? mappedLength + *given : *given;
    }
    const Subnet subnet(*octets, prefix);
    return subnet.m_octets == *octets ? std::optional(subnet) : std::nullopt;
}

std::optional<Subnet> Subnet::ofPeer(std::string_view address)
{
    const auto octets = octetsOf(address);
    if (!octets)
        return std::nullopt;
    constexpr int subscriberLength = 64;
    return Subnet(*octets, isMapped(*octets) ? wholeLength : subscriberLength);
}

std::string Subnet::nameOfPeer(std::string_view address)
{
    const auto block = ofPeer(address);
    return block ? block->text() : std::string(address);
}

std::optional<std::string> Subnet::canonical(std::string_view address)
{
    const auto octets = octetsOf(address);
    return octets ? std::optional(Subnet(*octets, wholeLength).text()) : std::nullopt;
}

bool Subnet::contains(std::string_view address) const
{
    const auto octets = octetsOf(address);
    return octets && Subnet(*octets, m_prefix).m_octets == m_octets;
}

std::string Subnet::text() const
{
    const bool four = m_prefix >= mappedLength && isMapped(m_octets);
    std::array<char, INET6_ADDRSTRLEN> name {};
    inet_ntop(four ? AF_INET : AF_INET6, m_octets.data() + (four ? mapped.size() : 0), name.data(),
              name.size());
    std::string text(name.data());
    if (m_prefix < wholeLength)
        text += '/' + std::to_string(four ? m_prefix - mappedLength : m_prefix);
    return text;
}

} // namespace sluice
