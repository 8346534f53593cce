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

} // namespace sluice
