#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

std::string encodeBase64Url(std::string_view octets); // without padding (RFC 7515 §2)
// Nothing unless it is what encodeBase64Url() would write: one text for the same octets. Pure.
std::optional<std::string> decodeBase64Url(std::string_view text);

} // namespace sluice
