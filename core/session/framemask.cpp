#include "core/session/framemask.h"
#include <bit>
#include <cstring>

namespace sluice {

void applyMask(std::span<char> data, const FrameMask& mask, std::size_t phase)
{
    std::array<std::uint8_t, 8> turned {};
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = mask[(phase + i) % mask.size()];
    const auto wide = std::bit_cast<std::uint64_t>(turned);
    std::size_t at = 0;
    for (; at + sizeof wide <= data.size(); at += sizeof wide) {
        std::uint64_t word = 0;
        std::memcpy(&word, data.data() + at, sizeof word);
        word ^= wide;
        std::memcpy(data.data() + at, &word, sizeof word);
    }
    for (std::size_t i = 0; at < data.size(); ++at, ++i)
        data[at] = static_cast<char>(static_cast<std::uint8_t>(data[at]) ^ turned[i]);
}

} // namespace sluice
