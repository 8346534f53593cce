#pragma once

#include <string>
#include <string_view>

class QJsonValue;

namespace sluice {

// Any JSON value, scalars too, as compact UTF-8 text. Pure.
std::string jsonText(const QJsonValue& value);
// The other way: what a JSON string literal (with its quotes) says.
std::string jsonStringValue(std::string_view literal);

} // namespace sluice
