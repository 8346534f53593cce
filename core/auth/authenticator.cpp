#include "core/auth/authenticator.h"

#include "core/auth/constanttime.h"
#include "core/auth/presentedtoken.h"

namespace sluice {

Authenticator::Authenticator(const Settings& settings, JwtKey key)
    : m_auth(settings.auth), m_tokens(settings.authTokens),
      m_verifier(std::move(key), settings.jwtAudience, settings.jwtIssuer)
{
}

Authenticator::Made Authenticator::make(const Settings& settings)
{
    const auto with = [&settings](JwtKey key) {
        return std::shared_ptr<const Authenticator>(new Authenticator(settings, std::move(key)));
    };
    if (settings.auth != Auth::Jwt)
        return with({});
    if (settings.jwtAlgorithm == JwtAlgorithm::Hs256) {
        if (settings.jwtSecret.empty())
            return std::string("auth = jwt needs jwt_secret.");
        return with(secretKey(settings.jwtSecret));
    }
    auto loaded = loadPublicKey(settings.jwtAlgorithm, settings.jwtPublicKey);
    if (const auto* why = std::get_if<std::string>(&loaded))
        return "jwt_public_key = " + settings.jwtPublicKey + ' ' + *why + '.';
    return with(std::get<JwtKey>(std::move(loaded)));
}

Admittance Authenticator::check(const HttpHead& head, Time now) const
{
    if (m_auth == Auth::None)
        return Identity {};
    const auto token = presentedToken(head);
    if (!token)
        return Denial { "no token was shown", false };
    return check(*token, now);
}

Admittance Authenticator::check(std::string_view token, Time now) const
{
    switch (m_auth) {
    case Auth::None:
        return Identity {};
    case Auth::Token:
        return checkList(token);
    case Auth::Jwt:
        return m_verifier.check(token, now);
    }
    return Denial {};
}

// Every one is compared, so that the time tells nothing of where in the list one stands.
Admittance Authenticator::checkList(std::string_view token) const
{
    const ClientToken* found = nullptr;
    for (const ClientToken& known : m_tokens) {
        if (equalInConstantTime(token, known.token))
            found = &known;
    }
    if (!found)
        return Denial { "the token is not one of auth_tokens", true };
    Identity identity;
    identity.user = found->user;
    return identity;
}

} // namespace sluice
