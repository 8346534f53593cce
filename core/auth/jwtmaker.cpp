#include "core/auth/jwtmaker.h"

#include "core/auth/base64url.h"
#include "core/auth/jwtpart.h"
#include "core/auth/jwtsignature.h"
#include "core/auth/jwtverifier.h"
#include "core/text/jsonwriter.h"
#include <algorithm>

namespace sluice {

std::string makeJwt(const JwtKey& key, const JwtClaims& claims)
{
    JsonWriter header;
    header.field("alg", jwtName(key.algorithm)).field("typ", "JWT");
    JsonWriter payload;
    const auto add = [&payload](std::string_view name, const std::string& value) {
        if (!value.empty())
            payload.field(name, value);
    };
    add("sub", claims.subject);
    add("aud", claims.audience);
    add("iss", claims.issuer);
    payload.field("iat", std::int64_t { claims.issuedAt.time_since_epoch().count() });
    if (claims.expiresAt)
        payload.field("exp", std::int64_t { claims.expiresAt->time_since_epoch().count() });
    const std::string text = encodeBase64Url(std::move(header).finish()) + '.'
        + encodeBase64Url(std::move(payload).finish());
    return text + '.' + encodeBase64Url(makeSignature(key, text));
}

std::optional<JwtClaims> readJwtClaims(std::string_view token)
{
    const std::size_t first = std::min(token.find('.'), token.size());
    const std::size_t second = token.find('.', first + 1);
    if (second == token.npos)
        return std::nullopt;
    const auto payload = jwtPart(token.substr(first + 1, second - first - 1));
    if (!payload)
        return std::nullopt;
    JwtClaims claims;
    claims.subject = payload->value(QLatin1String("sub")).toString().toStdString();
    if (const auto expiry = numericDate(payload->value(QLatin1String("exp"))))
        claims.expiresAt
            = std::chrono::sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(*expiry)));
    return claims;
}

} // namespace sluice
