#include "core/auth/base64url.h"

#include <QByteArray>

namespace sluice {

namespace {

constexpr auto unpadded = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray unowned(std::string_view text)
{
    return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

std::string encodeBase64Url(std::string_view octets)
{
    return unowned(octets).toBase64(unpadded).toStdString();
}

std::optional<std::string> decodeBase64Url(std::string_view text)
{
    const auto result = QByteArray::fromBase64Encoding(
        unowned(text), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return std::nullopt;
    std::string octets = (*result).toStdString();
    return encodeBase64Url(octets) == text ? std::optional(std::move(octets)) : std::nullopt;
}

} // namespace sluice
