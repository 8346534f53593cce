#pragma once

#include "core/auth/jwtkey.h"
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// The claims that matter here (RFC 7519 §4.1); empty ones are left out.
struct JwtClaims {
    std::string subject;
    std::string audience;
    std::string issuer;
    std::chrono::sys_seconds issuedAt;
    std::optional<std::chrono::sys_seconds> expiresAt;
};

std::string makeJwt(const JwtKey& key, const JwtClaims& claims);

// What a token says of its subject and its end, unverified: for people to read, never to decide by.
// Nothing: it is no JWT.
std::optional<JwtClaims> readJwtClaims(std::string_view token);

} // namespace sluice
