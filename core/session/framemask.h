#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sluice {

using FrameMask = std::array<std::uint8_t, 4>;

// Masks or unmasks in place (RFC 6455 §5.3), beginning at the key's octet `phase`.
void applyMask(std::span<char> data, const FrameMask& mask, std::size_t phase);

} // namespace sluice
