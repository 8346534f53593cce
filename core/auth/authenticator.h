#pragma once

#include "core/auth/identity.h"
#include "core/auth/jwtverifier.h"
#include "core/settings/settings.h"
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sluice {

struct HttpHead;

// Whether somebody may be a client, by the setting `auth`. Immutable; shared by all loops.
class Authenticator {
public:
    using Time = std::chrono::system_clock::time_point;
    using Made = std::variant<std::shared_ptr<const Authenticator>, std::string>;

    // Reads jwt_public_key's file. Or why it cannot be, as a sentence.
    static Made make(const Settings& settings);

    // By what the request for an upgrade shows.
    Admittance check(const HttpHead& head, Time now) const;
    Admittance check(std::string_view token, Time now) const;

    bool asksForTokens() const { return m_auth != Auth::None; }
    bool tokensExpire() const { return m_auth == Auth::Jwt; }
    // For both, jwt_public_key's file held the same when it was read.
    bool hasKeyOf(const Authenticator& other) const
    {
        return m_verifier.key() == other.m_verifier.key();
    }

private:
    explicit Authenticator(const Settings& settings, JwtKey key);
    Admittance checkList(std::string_view token) const;

    Auth m_auth;
    std::vector<ClientToken> m_tokens;
    JwtVerifier m_verifier; // of no use unless auth is jwt
};

} // namespace sluice
