#pragma once

#include <QTemporaryDir>
#include <cstdio>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string>

namespace sluice::support {

// A fresh key and a certificate for localhost signed with it, as PEM files that live as long as
// this.
class Certificate {
public:
    enum class KeyType { Ec, Rsa };

    explicit Certificate(const char* passphrase = nullptr, KeyType type = KeyType::Ec)
        : certificateFile(path("certificate.pem")), keyFile(path("key.pem"))
    {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
            type == KeyType::Ec ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048U), EVP_PKEY_free);
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
        X509_set_version(certificate.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_NAME* name = X509_get_subject_name(certificate.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), name);
        X509_set_pubkey(certificate.get(), key.get());
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        const File certificateStream(std::fopen(certificateFile.c_str(), "w"), std::fclose);
        const File keyStream(std::fopen(keyFile.c_str(), "w"), std::fclose);
        PEM_write_X509(certificateStream.get(), certificate.get());
        PEM_write_PrivateKey(keyStream.get(), key.get(), passphrase ? EVP_aes_128_cbc() : nullptr,
                             nullptr, 0, nullptr, const_cast<char*>(passphrase));
    }

    std::string path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private:
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    QTemporaryDir m_folder;

public:
    const std::string certificateFile;
    const std::string keyFile;
};

} // namespace sluice::support
