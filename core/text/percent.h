#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// Decodes %XX (RFC 3986 §2.1); nothing when a '%' is not followed by two hexadecimal digits.
// Escapes of the characters in `keep` stay as they are. '+' is a plus sign. Pure.
std::optional<std::string> percentDecode(std::string_view text, std::string_view keep = {});

} // namespace sluice
