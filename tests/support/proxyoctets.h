#pragma once

#include <cstdint>
#include <string>

namespace sluice {

// A PROXY header of version 2 as a proxy would write it, right or wrong.
inline std::string proxyOctets(std::uint8_t versionAndCommand, std::uint8_t family,
                               const std::string& block)
{
    std::string octets("\r\n\r\n\0\r\nQUIT\n", 12);
    octets += static_cast<char>(versionAndCommand);
    octets += static_cast<char>(family);
    octets += static_cast<char>(block.size() >> 8U);
    octets += static_cast<char>(block.size() & 0xffU);
    return octets + block;
}

// From 192.0.2.7, port 40000, over IPv4 to 10.0.0.1, port 8000.
inline const std::string tcp4Block("\xc0\x00\x02\x07\x0a\x00\x00\x01\x9c\x40\x1f\x40", 12);
inline const std::string tcp4Header = proxyOctets(0x21, 0x11, tcp4Block);

} // namespace sluice
