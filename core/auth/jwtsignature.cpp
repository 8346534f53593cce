// The one file that knows cpp-jwt. Only its signing is used: its decode() reads outside its tables
// for octets above 127, takes "exp": -1 for never, refuses a list of audiences, knows neither
// `crit` nor a minimum of `nbf`, and dispatches on the algorithm that the token names; its verify()
// parses the key's PEM each time.
#include "core/auth/jwtsignature.h"

#include "core/auth/constanttime.h"
#include <array>
#include <exception>
#include <jwt/jwt.hpp>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <utility>

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

// A JWS has the two numbers one behind the other (RFC 7518 §3.4), OpenSSL wants them in DER. Empty:
// they are none.
std::string derOf(std::string_view signature)
{
    constexpr std::size_t half = 32;
    if (signature.size() != 2 * half)
        return {};
    const auto number = [&](std::size_t from) {
        const auto* octets = reinterpret_cast<const unsigned char*>(signature.data()) + from;
        return BN_bin2bn(octets, half, nullptr);
    };
    const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)> numbers(ECDSA_SIG_new(), ECDSA_SIG_free);
    if (!numbers || ECDSA_SIG_set0(numbers.get(), number(0), number(half)) != 1)
        return {};
    std::array<unsigned char, 80>
        der {}; // two numbers of 33 octets at most, and what is around them
    unsigned char* end = der.data();
    const int size = i2d_ECDSA_SIG(numbers.get(), &end);
    return size > 0
        ? std::string(reinterpret_cast<const char*>(der.data()), static_cast<std::size_t>(size))
        : std::string();
}

} // namespace

SignatureCheck::SignatureCheck(JwtKey key) : m_key(std::move(key))
{
    if (m_key.algorithm != JwtAlgorithm::Hs256)
        m_parsed = parsePublicKey(m_key.material);
}

bool SignatureCheck::passes(std::string_view signedText, std::string_view signature) const
{
    bool right = false;
    switch (m_key.algorithm) {
    case JwtAlgorithm::Hs256:
        right = !signature.empty()
            && equalInConstantTime(signature, makeSignature(m_key, signedText));
        break;
    case JwtAlgorithm::Rs256:
        right = passesPublicKey(signedText, signature);
        break;
    case JwtAlgorithm::Es256:
        right = passesPublicKey(signedText, derOf(signature));
        break;
    }
    ERR_clear_error();
    return right;
}

bool SignatureCheck::passesPublicKey(std::string_view signedText, std::string_view signature) const
{
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                     EVP_MD_CTX_free);
    const auto octets
        = [](std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); };
    return m_parsed && context && !signature.empty()
        && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_parsed.get()) == 1
        && EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(signedText),
                            signedText.size())
        == 1;
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
