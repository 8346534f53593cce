#pragma once

#include <QJsonObject>
#include <optional>
#include <string_view>

namespace sluice {

// A token's header or payload, decoded (RFC 7515 §3); nothing when it is no JSON object. Pure.
std::optional<QJsonObject> jwtPart(std::string_view encoded);

// A NumericDate (RFC 7519 §2), which may have a fraction; nothing for what is no number. Beyond
// what the system's clock can count, to the year 2262, it is about that.
std::optional<double> numericDate(const QJsonValue& value);

} // namespace sluice
