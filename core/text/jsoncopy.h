#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// The value of a member of a JSON object, copied as it was written but for white space between
// tokens: numbers keep every digit, members their order. Of several members with the name the last
// counts, as for QJsonObject. Nothing when the text is not an object by RFC 8259, to the letter,
// has no such member, or nests deeper than 512. Pure.
std::optional<std::string> copyJsonMember(std::string_view object, std::string_view name);

} // namespace sluice
