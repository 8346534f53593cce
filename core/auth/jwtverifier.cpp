#include "core/auth/jwtverifier.h"

#include "core/auth/base64url.h"
#include "core/auth/jwtpart.h"
#include "core/auth/jwtsignature.h"
#include "core/text/ascii.h"
#include <QJsonArray>
#include <algorithm>
#include <array>
#include <cmath>

namespace sluice {

namespace {

using Clock = std::chrono::system_clock;

constexpr Denial malformed { "the token is no JWT", true };

struct Parts {
    std::string_view signedText; // header.payload, as sent
    QJsonObject header;
    QJsonObject claims;
    std::string signature;
};

std::optional<Parts> split(std::string_view token)
{
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first + 1); // npos + 1 is 0
    if (first == token.npos || second == token.npos || second == first)
        return std::nullopt;
    auto header = jwtPart(token.substr(0, first));
    auto claims = jwtPart(token.substr(first + 1, second - first - 1));
    auto signature
        = decodeBase64Url(token.substr(second + 1)); // a further dot is none of its signs
    if (!header || !claims || !signature || signature->empty())
        return std::nullopt;
    return Parts { token.substr(0, second), *std::move(header), *std::move(claims),
                   *std::move(signature) };
}

// Another kind of token that the same issuer signs must not pass for one of these (RFC 8725 §3.11).
bool isKnownType(const QJsonValue& type)
{
    if (type.isUndefined())
        return true;
    constexpr std::array<std::string_view, 4> known { "jwt", "application/jwt", "at+jwt",
                                                      "application/at+jwt" };
    const std::string word = type.toString().toStdString();
    return std::any_of(known.begin(), known.end(),
                       [&](std::string_view name) { return ascii::equalsNoCase(word, name); });
}

std::optional<Denial> objection(const QJsonObject& header, JwtAlgorithm algorithm)
{
    const QJsonValue named = header.value(QLatin1String("alg"));
    if (!named.isString() || named.toString().toStdString() != jwtName(algorithm))
        return Denial { "the token is signed by another algorithm", true };
    if (header.contains(QLatin1String("crit"))) // RFC 7515 §4.1.11: we know no extension
        return Denial { "the token asks for an extension that is not known", false };
    if (!isKnownType(header.value(QLatin1String("typ"))))
        return Denial { "the token is of another type", false };
    return std::nullopt;
}

std::optional<Denial> tooEarly(const QJsonObject& claims, Clock::time_point now)
{
    const QJsonValue claim = claims.value(QLatin1String("nbf"));
    if (claim.isUndefined())
        return std::nullopt;
    const auto begins = numericDate(claim);
    if (!begins)
        return Denial { "the token's nbf is no time", false };
    const std::chrono::sys_seconds since(
        std::chrono::seconds(static_cast<std::int64_t>(std::ceil(*begins))));
    if (now < since - JwtVerifier::clockSkew)
        return Denial { "the token is not valid yet", false };
    return std::nullopt;
}

bool names(const QJsonValue& audience, const std::string& wanted)
{
    const QString name = QString::fromStdString(wanted);
    if (!audience.isArray())
        return audience.isString() && audience.toString() == name;
    return audience.toArray().contains(name);
}

bool isPrintable(const std::string& text)
{
    return std::none_of(text.begin(), text.end(), ascii::isControl);
}

} // namespace

std::string_view jwtName(JwtAlgorithm algorithm)
{
    switch (algorithm) {
    case JwtAlgorithm::Hs256:
        return "HS256";
    case JwtAlgorithm::Rs256:
        return "RS256";
    case JwtAlgorithm::Es256:
        return "ES256";
    }
    return {};
}

JwtVerifier::JwtVerifier(JwtKey key, std::string audience, std::string issuer)
    : m_signature(std::move(key)), m_audience(std::move(audience)), m_issuer(std::move(issuer))
{
}

Admittance JwtVerifier::check(std::string_view token, Clock::time_point now) const
{
    if (token.size() > longestToken)
        return Denial { "the token is too long", true };
    const auto parts = split(token);
    if (!parts)
        return malformed;
    if (const auto denial = objection(parts->header, key().algorithm))
        return *denial;
    if (!m_signature.passes(parts->signedText, parts->signature))
        return Denial { "the token's signature is wrong", true };
    // From here on its issuer speaks.
    const QJsonObject& claims = parts->claims;
    Identity identity;
    identity.bySubject = true;
    if (const QJsonValue expiry = claims.value(QLatin1String("exp")); !expiry.isUndefined()) {
        const auto ends = numericDate(expiry);
        if (!ends)
            return Denial { "the token's exp is no time", false };
        identity.validUntil = std::chrono::sys_seconds(
            std::chrono::seconds(static_cast<std::int64_t>(std::floor(*ends))) + clockSkew);
        if (now >= *identity.validUntil)
            return Denial { "the token has expired", false };
    }
    if (const auto denial = tooEarly(claims, now))
        return *denial;
    if (!m_audience.empty() && !names(claims.value(QLatin1String("aud")), m_audience))
        return Denial { "the token is for another audience", false };
    if (!m_issuer.empty()
        && claims.value(QLatin1String("iss")).toString().toStdString() != m_issuer)
        return Denial { "the token is from another issuer", false };
    const QJsonValue subject = claims.value(QLatin1String("sub"));
    identity.user = subject.toString().toStdString();
    if ((!subject.isUndefined() && !subject.isString()) || identity.user.size() > longestSubject
        || !isPrintable(identity.user))
        return Denial { "the token's sub is no name", false };
    return identity;
}

} // namespace sluice
