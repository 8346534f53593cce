#include "core/settings/accesschecks.h"

#include "core/auth/jwtkey.h"
#include "core/settings/settings.h"
#include <algorithm>

namespace sluice {

namespace {

void checkJwt(const Settings& settings, const Complain& complain)
{
    if (settings.jwtAlgorithm == JwtAlgorithm::Hs256) {
        if (settings.jwtSecret.empty())
            complain("auth", "needs jwt_secret while jwt_algorithm is hs256");
        if (!settings.jwtPublicKey.empty())
            complain("jwt_public_key", "is for rs256 and es256, and jwt_algorithm is hs256");
        return;
    }
    if (!settings.jwtSecret.empty())
        complain("jwt_secret", "is for hs256, and jwt_algorithm is another one");
    if (settings.jwtPublicKey.empty())
        return complain("auth", "needs jwt_public_key while jwt_algorithm is rs256 or es256");
    const auto key = loadPublicKey(settings.jwtAlgorithm, settings.jwtPublicKey);
    if (const auto* rule = std::get_if<std::string>(&key))
        complain("jwt_public_key", *rule);
}

// Ten guesses a minute and address are looked at: sixteen characters that nobody chose are out of
// reach, a word is not.
constexpr std::size_t shortToken = 16;

bool isGuessable(const std::string& token)
{
    return !token.empty() && token.size() < shortToken;
}

void warnOfShortTokens(const Settings& settings, std::vector<std::string>& warnings)
{
    const auto warn = [&warnings](std::string_view setting) {
        warnings.push_back(std::string(setting)
                           + " has fewer than 16 characters, which can be guessed; "
                             "`sluice token random` makes one.");
    };
    if (isGuessable(settings.adminToken))
        warn("admin_token");
    if (isGuessable(settings.viewerToken))
        warn("viewer_token");
    const auto& clients = settings.authTokens;
    if (std::any_of(clients.begin(), clients.end(),
                    [](const ClientToken& client) { return isGuessable(client.token); }))
        warn("A token of auth_tokens");
}

} // namespace

void checkAccess(const Settings& settings, const Complain& complain)
{
    if (settings.auth == Auth::Token && settings.authTokens.empty())
        complain("auth", "needs auth_tokens");
    if (settings.auth == Auth::Jwt)
        checkJwt(settings, complain);
    const auto isOperators = [&settings](const ClientToken& client) {
        return client.token == settings.adminToken || client.token == settings.viewerToken;
    };
    if (std::any_of(settings.authTokens.begin(), settings.authTokens.end(), isOperators))
        complain("auth_tokens", "must not hold admin_token or viewer_token");
}

std::vector<std::string> accessWarnings(const Settings& settings)
{
    std::vector<std::string> warnings;
    if (settings.auth == Auth::None && !settings.authTokens.empty())
        warnings.emplace_back("auth_tokens is set, but auth is none: clients need no token.");
    if (settings.auth == Auth::None && !settings.jwtPublicKey.empty())
        warnings.emplace_back("jwt_public_key is set, but auth is none: clients need no token.");
    if (settings.auth == Auth::Jwt && settings.jwtAlgorithm != JwtAlgorithm::Hs256
        && settings.jwtAudience.empty())
        warnings.emplace_back("jwt_audience is not set: whatever else the holder of the key signs "
                              "tokens for, they are taken here as well.");
    warnOfShortTokens(settings, warnings);
    return warnings;
}

} // namespace sluice
