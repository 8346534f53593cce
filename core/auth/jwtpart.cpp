#include "core/auth/jwtpart.h"

#include "core/auth/base64url.h"
#include <QJsonDocument>
#include <algorithm>

namespace sluice {

std::optional<QJsonObject> jwtPart(std::string_view encoded)
{
    const auto json = decodeBase64Url(encoded);
    if (!json)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*json));
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

std::optional<double> numericDate(const QJsonValue& value)
{
    constexpr double farthest = 9.2e9;
    if (!value.isDouble())
        return std::nullopt;
    return std::clamp(value.toDouble(), -farthest, farthest);
}

} // namespace sluice
