#pragma once

#include "core/auth/identity.h"
#include "core/auth/jwtsignature.h"
#include <chrono>
#include <string>
#include <string_view>

namespace sluice {

// Checks JSON Web Tokens (RFC 7519, with the advice of RFC 8725): the one algorithm, its signature,
// then exp, nbf, aud and iss. A token without exp never runs out: its issuer wished so. Immutable;
// any thread.
class JwtVerifier {
public:
    static constexpr std::chrono::seconds clockSkew { 30 };
    static constexpr std::size_t longestToken = 8192; // as a request's head
    static constexpr std::size_t longestSubject = 256;

    // Empty audience and issuer: any.
    JwtVerifier(JwtKey key, std::string audience, std::string issuer);

    Admittance check(std::string_view token, std::chrono::system_clock::time_point now) const;
    const JwtKey& key() const { return m_signature.key(); }

private:
    SignatureCheck m_signature;
    std::string m_audience;
    std::string m_issuer;
};

std::string_view jwtName(JwtAlgorithm algorithm); // HS256 (RFC 7518 §3.1)

} // namespace sluice
