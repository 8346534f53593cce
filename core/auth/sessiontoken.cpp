#include "core/auth/sessiontoken.h"

#include "core/auth/constanttime.h"
#include <QMessageAuthenticationCode>

namespace sluice {

namespace {

QByteArrayView view(std::string_view text)
{
    return QByteArrayView(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

SessionTokens::SessionTokens(std::string_view key) : m_key(view(key).toByteArray()) { }

std::string SessionTokens::issue(std::string_view clientId) const
{
    return std::string(clientId) + '.' + signature(clientId).toStdString();
}

std::optional<std::string> SessionTokens::verify(std::string_view token) const
{
    const auto dot = token.rfind('.'); // ids may hold dots, signatures do not
    if (dot == std::string_view::npos)
        return std::nullopt;
    const std::string_view clientId = token.substr(0, dot);
    if (!equalInConstantTime(token.substr(dot + 1), signature(clientId).toStdString()))
        return std::nullopt;
    return std::string(clientId);
}

QByteArray SessionTokens::signature(std::string_view clientId) const
{
    constexpr qsizetype octets = 16; // 128 bits are beyond guessing and keep URLs short
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_key);
    code.addData(clientId.data(), static_cast<qsizetype>(clientId.size()));
    return code.result().first(octets).toBase64(QByteArray::Base64UrlEncoding
                                                | QByteArray::OmitTrailingEquals);
}

} // namespace sluice
