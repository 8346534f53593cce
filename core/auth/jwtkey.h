#pragma once

#include "core/settings/settings.h"
#include <memory>
#include <string>
#include <variant>

struct evp_pkey_st;

namespace sluice {

// A key that signs or checks tokens by one algorithm. It was looked at once, when it was loaded, so
// that its use cannot fail for what it is.
struct JwtKey {
    JwtAlgorithm algorithm = JwtAlgorithm::Hs256;
    std::string material; // the secret itself, or PEM

    friend bool operator==(const JwtKey&, const JwtKey&) = default;
};

// From a PEM file. RS256 wants an RSA key of 2048 bits at least (RFC 7518 §3.3), ES256 one on P-256
// (§3.4). Else what the file would have to be, as a rule of a setting says it: "cannot be read: …".
std::variant<JwtKey, std::string> loadPublicKey(JwtAlgorithm algorithm, const std::string& file);
std::variant<JwtKey, std::string> loadPrivateKey(JwtAlgorithm algorithm, const std::string& file);

// As OpenSSL wants it; null: it is none.
std::shared_ptr<evp_pkey_st> parsePublicKey(const std::string& pem);

// What checks, or signs, HS256.
inline JwtKey secretKey(std::string secret)
{
    return { JwtAlgorithm::Hs256, std::move(secret) };
}

} // namespace sluice
