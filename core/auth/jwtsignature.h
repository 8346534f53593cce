#pragma once

#include "core/auth/jwtkey.h"
#include <memory>
#include <string>
#include <string_view>

namespace sluice {

// Checks signatures of a JWS (RFC 7515 §5) by its key's own algorithm, whatever a token calls
// itself: nothing here reads one. The key is parsed once, which takes ten times as long as a check.
// Immutable; any thread; leaves nothing in OpenSSL's queue of errors.
class SignatureCheck {
public:
    explicit SignatureCheck(JwtKey key);

    const JwtKey& key() const { return m_key; }
    // `signature` is the octets behind the base64url.
    bool passes(std::string_view signedText, std::string_view signature) const;

private:
    bool passesPublicKey(std::string_view signedText, std::string_view signature) const;

    JwtKey m_key;
    std::shared_ptr<evp_pkey_st> m_parsed; // not for HS256; null: it is none, and nothing passes
};

std::string makeSignature(const JwtKey& key, std::string_view text); // empty: the key is none

} // namespace sluice
