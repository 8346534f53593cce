#include "core/auth/serverpin.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace sluice {

namespace {

constexpr std::string_view prefix = "sha256//";
constexpr std::size_t hashOctets = 32;
constexpr std::size_t hashLetters = 44; // in base64 (RFC 4648 §4), the last one a "="

bool isPin(std::string_view text)
{
    if (!text.starts_with(prefix) || text.size() != prefix.size() + hashLetters)
        return false;
    std::array<unsigned char, hashOctets + 1> octets {};
    const std::string_view letters = text.substr(prefix.size());
    return letters.ends_with('=') && !letters.ends_with("==")
        && EVP_DecodeBlock(octets.data(), reinterpret_cast<const unsigned char*>(letters.data()),
                           static_cast<int>(letters.size()))
        == static_cast<int>(octets.size());
}

} // namespace

std::optional<ServerPin> ServerPin::parse(std::string_view text)
{
    ServerPin found;
    for (bool more = true; more;) {
        const std::size_t end = text.find(';');
        more = end != std::string_view::npos;
        const std::string_view pin = text.substr(0, end);
        if (!isPin(pin))
            return std::nullopt;
        found.m_pins.emplace_back(pin);
        text.remove_prefix(more ? end + 1 : text.size());
    }
    return found;
}

std::string ServerPin::of(std::string_view certificate)
{
    const auto* octets = reinterpret_cast<const unsigned char*>(certificate.data());
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(
        d2i_X509(nullptr, &octets, static_cast<long>(certificate.size())), X509_free);
    if (!parsed)
        return {};
    unsigned char* der = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(parsed.get()), &der);
    const auto release = [](unsigned char* memory) { OPENSSL_free(memory); };
    const std::unique_ptr<unsigned char, decltype(release)> owner(der, release);
    std::array<unsigned char, hashOctets> hash {};
    if (length <= 0
        || EVP_Digest(der, static_cast<std::size_t>(length), hash.data(), nullptr, EVP_sha256(),
                      nullptr)
            != 1)
        return {};
    std::array<unsigned char, hashLetters + 1> letters {};
    EVP_EncodeBlock(letters.data(), hash.data(), static_cast<int>(hash.size()));
    return std::string(prefix).append(reinterpret_cast<const char*>(letters.data()), hashLetters);
}

bool ServerPin::allows(std::string_view pin) const
{
    return std::find(m_pins.begin(), m_pins.end(), pin) != m_pins.end();
}

} // namespace sluice
