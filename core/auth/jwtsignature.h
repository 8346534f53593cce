#pragma once

#include <string>
#include <string_view>

namespace sluice {

struct JwtKey;

// The signature of a JWS (RFC 7515 §5) by the key's own algorithm, whatever a token calls itself:
// nothing here reads one. `signature` is the octets behind the base64url. Any thread; leaves
// nothing in OpenSSL's queue of errors.
bool verifySignature(const JwtKey& key, std::string_view signedText, std::string_view signature);
std::string makeSignature(const JwtKey& key, std::string_view text); // empty: the key is none

} // namespace sluice
