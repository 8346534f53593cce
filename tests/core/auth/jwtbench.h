#pragma once

#include "core/auth/base64url.h"
#include "core/auth/jwtkey.h"
#include "core/auth/jwtsignature.h"
#include <QTemporaryDir>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdexcept>
#include <string>

// Keys and tokens of a test's own making.
namespace sluice::jwtbench {

inline const std::string secret = "0123456789abcdef0123456789abcdef";

// A fresh pair in two PEM files.
class KeyPair {
public:
    explicit KeyPair(EVP_PKEY* key)
    {
        const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> owner(key, EVP_PKEY_free);
        write(privateFile, [key](std::FILE* file) {
            return PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
        });
        write(publicFile, [key](std::FILE* file) { return PEM_write_PUBKEY(file, key); });
    }
    static KeyPair rsa(unsigned bits = 2048) { return KeyPair(EVP_RSA_gen(bits)); }
    static KeyPair curve(const char* name = "P-256") { return KeyPair(EVP_EC_gen(name)); }

    JwtKey publicKey(JwtAlgorithm algorithm) const
    {
        return std::get<JwtKey>(loadPublicKey(algorithm, publicFile));
    }
    JwtKey privateKey(JwtAlgorithm algorithm) const
    {
        return std::get<JwtKey>(loadPrivateKey(algorithm, privateFile));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();

    template <class Writer> static void write(const std::string& path, Writer writer)
    {
        std::FILE* file = std::fopen(path.c_str(), "we");
        if (!file || writer(file) != 1)
            throw std::runtime_error("no key");
        std::fclose(file);
    }

public:
    const std::string privateFile = m_folder->filePath(QStringLiteral("private")).toStdString();
    const std::string publicFile = m_folder->filePath(QStringLiteral("public")).toStdString();
};

inline std::string token(const JwtKey& key, const std::string& header, const std::string& claims)
{
    const std::string text = encodeBase64Url(header) + '.' + encodeBase64Url(claims);
    return text + '.' + encodeBase64Url(makeSignature(key, text));
}

} // namespace sluice::jwtbench
