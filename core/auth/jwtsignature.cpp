// The one file that knows cpp-jwt. Only its signatures are used: its decode() reads outside its
// tables for octets above 127, takes "exp": -1 for never, refuses a list of audiences, knows
// neither `crit` nor a minimum of `nbf`, and dispatches on the algorithm that the token names.
#include "core/auth/jwtsignature.h"

#include "core/auth/base64url.h"
#include "core/auth/constanttime.h"
#include "core/auth/jwtkey.h"
#include <exception>
#include <jwt/jwt.hpp>
#include <openssl/err.h>

namespace sluice {

namespace {

jwt::sign_result_t signBy(const JwtKey& key, std::string_view text)
{
    switch (key.algorithm) {
    case JwtAlgorithm::Hs256:
        return jwt::HMACSign<jwt::algo::HS256>::sign(key.material, text);
    case JwtAlgorithm::Rs256:
        return jwt::PEMSign<jwt::algo::RS256>::sign(key.material, text);
    case JwtAlgorithm::Es256:
        return jwt::PEMSign<jwt::algo::ES256>::sign(key.material, text);
    }
    return {};
}

jwt::verify_result_t verifyBy(const JwtKey& key, std::string_view text, std::string_view signature)
{
    switch (key.algorithm) {
    case JwtAlgorithm::Hs256: // cpp-jwt's own compares in a time that tells how much was right
        return { equalInConstantTime(signature, signBy(key, text).first), {} };
    case JwtAlgorithm::Rs256:
        return jwt::PEMSign<jwt::algo::RS256>::verify(key.material, text,
                                                      encodeBase64Url(signature));
    case JwtAlgorithm::Es256:
        return jwt::PEMSign<jwt::algo::ES256>::verify(key.material, text,
                                                      encodeBase64Url(signature));
    }
    return {};
}

} // namespace

bool verifySignature(const JwtKey& key, std::string_view signedText, std::string_view signature)
{
    bool right = false;
    try {
        const auto [result, error] = verifyBy(key, signedText, signature);
        right = result && !error;
    } catch (const std::exception&) { // out of memory, as it says
    }
    ERR_clear_error();
    return right;
}

std::string makeSignature(const JwtKey& key, std::string_view text)
{
    std::string made;
    try {
        auto [signature, error] = signBy(key, text);
        if (!error)
            made = std::move(signature);
    } catch (const std::exception&) {
    }
    ERR_clear_error();
    return made;
}

} // namespace sluice
