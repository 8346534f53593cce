#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// What a JSON string literal (with its quotes) says, as UTF-8. Half a surrogate pair says U+FFFD.
// Nothing when it is no such literal. Pure.
std::optional<std::string> readJsonString(std::string_view literal);

} // namespace sluice
