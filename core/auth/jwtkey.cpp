#include "core/auth/jwtkey.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace sluice {

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
using Pkey = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;
using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;
enum class Part { Public, Private };

constexpr std::size_t longestFile = 65536;

// Else OpenSSL would ask on the terminal.
int noPassphrase(char*, int, int, void*)
{
    return -1;
}

std::variant<std::string, int> contentOf(const std::string& file) // or errno
{
    const File stream(std::fopen(file.c_str(), "re"), std::fclose);
    if (!stream)
        return errno;
    std::string text(longestFile, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), stream.get()));
    if (std::ferror(stream.get()) != 0)
        return errno;
    return text;
}

Pkey parse(Part part, const std::string& text)
{
    const Bio input(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
    Pkey key(part == Part::Public
                 ? PEM_read_bio_PUBKEY(input.get(), nullptr, noPassphrase, nullptr)
                 : PEM_read_bio_PrivateKey(input.get(), nullptr, noPassphrase, nullptr),
             EVP_PKEY_free);
    ERR_clear_error(); // or the next TLS connection of this thread would take it for its own
    return key;
}

// One key, in the plain: whatever else stood in the file is never read again.
std::string rewritten(Part part, EVP_PKEY* key)
{
    const Bio output(BIO_new(BIO_s_mem()), BIO_free);
    if (part == Part::Public)
        PEM_write_bio_PUBKEY(output.get(), key);
    else
        PEM_write_bio_PrivateKey(output.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const long size = BIO_get_mem_data(output.get(), &text);
    return { text, static_cast<std::size_t>(size) };
}

bool isOnP256(const EVP_PKEY* key)
{
    std::array<char, 64> name {};
    std::size_t length = 0;
    return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(),
                                          &length)
        == 1
        && std::string_view(name.data(), length) == "prime256v1";
}

bool fits(JwtAlgorithm algorithm, const EVP_PKEY* key)
{
    constexpr int leastBits = 2048;
    if (algorithm == JwtAlgorithm::Rs256)
        return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= leastBits;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && isOnP256(key);
}

std::variant<JwtKey, std::string> load(Part part, JwtAlgorithm algorithm, const std::string& file)
{
    const auto content = contentOf(file);
    if (const int* error = std::get_if<int>(&content))
        return std::string("cannot be read: ") + std::strerror(*error);
    const Pkey key = parse(part, std::get<std::string>(content));
    if (!key)
        return std::string(part == Part::Public
                               ? "must hold a public key in PEM (-----BEGIN PUBLIC KEY-----)"
                               : "must hold a private key in PEM, without a passphrase");
    if (!fits(algorithm, key.get()))
        return std::string(algorithm == JwtAlgorithm::Rs256
                               ? "must be an RSA key of 2048 bits or more, for rs256"
                               : "must be an elliptic-curve key on P-256, for es256");
    return JwtKey { algorithm, rewritten(part, key.get()) };
}

} // namespace

std::shared_ptr<evp_pkey_st> parsePublicKey(const std::string& pem)
{
    return parse(Part::Public, pem);
}

std::variant<JwtKey, std::string> loadPublicKey(JwtAlgorithm algorithm, const std::string& file)
{
    return load(Part::Public, algorithm, file);
}

std::variant<JwtKey, std::string> loadPrivateKey(JwtAlgorithm algorithm, const std::string& file)
{
    return load(Part::Private, algorithm, file);
}

} // namespace sluice
