#pragma once

#include <string>
#include <string_view>

namespace sluice {

// Lower-case hexadecimal digits from the system's random source.
std::string randomHex(std::size_t digits);

// What a client may call itself: ^[A-Za-z0-9_.-]{1,64}$
bool isClientId(std::string_view text);

} // namespace sluice
