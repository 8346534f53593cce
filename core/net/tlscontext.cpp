#include "core/net/tlscontext.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

namespace {

// Whoever asks for HTTP/2 alone would not understand what follows.
int selectProtocol(SSL*, const unsigned char** chosen, unsigned char* length,
                   const unsigned char* offered, unsigned int offeredLength, void*)
{
    static constexpr std::string_view ours = "\x08http/1.1";
    unsigned char* found = nullptr;
    const int result
        = SSL_select_next_proto(&found, length, reinterpret_cast<const unsigned char*>(ours.data()),
                                static_cast<unsigned int>(ours.size()), offered, offeredLength);
    *chosen = found;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Else OpenSSL would ask on the terminal.
int noPassphrase(char*, int, int, void*)
{
    return -1;
}

void setRules(SSL_CTX* context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                            | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA
                            | SSL_OP_IGNORE_UNEXPECTED_EOF); // frames and bodies tell their length
    // An idle client keeps no record's buffers. One record a call: a peer that sends without end
    // leaves the loop to the others.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
    // A stranger's handshake is answered from a small buffer: 64 KiB must do for all of it.
    SSL_CTX_set_max_send_fragment(context, 4096);
    // Who comes back brings its session along in a ticket; we keep none.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, noPassphrase);
}

std::string subject(std::string_view setting, const std::string& file)
{
    return std::string(setting) + " = " + file;
}

// OpenSSL's own words for a file that it cannot open are of no use to an operator.
std::optional<std::string> cannotRead(const std::string& file)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "re"),
                                                                 std::fclose);
    errno = stream ? 0 : errno;
    if (stream)
        std::fgetc(stream.get()); // a directory can be opened
    if (errno == 0)
        return std::nullopt;
    return std::string(": cannot be read: ") + std::strerror(errno) + '.';
}

std::string libraryReason()
{
    const char* reason = ERR_reason_error_string(ERR_peek_error()); // the cause comes first
    return reason ? reason : "unknown reason";
}

std::optional<std::string> useCertificate(SSL_CTX* context, const std::string& file)
{
    if (const auto why = cannotRead(file))
        return subject("tls_certificate", file) + *why;
    if (SSL_CTX_use_certificate_chain_file(context, file.c_str()) == 1)
        return std::nullopt;
    return subject("tls_certificate", file) + ": is no certificate in PEM that can be used ("
        + libraryReason() + ").";
}

using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;
using Pkey = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

Pkey readKey(const std::string& file)
{
    const Bio input(BIO_new_file(file.c_str(), "r"), BIO_free);
    return { input ? PEM_read_bio_PrivateKey(input.get(), nullptr, noPassphrase, nullptr) : nullptr,
             EVP_PKEY_free };
}

// Read apart from its use: OpenSSL has one reason for a key of another certificate of the same
// type, and others, by type, for one of another.
std::optional<std::string> useKey(SSL_CTX* context, const std::string& file,
                                  const std::string& certificateFile)
{
    if (const auto why = cannotRead(file))
        return subject("tls_key", file) + *why;
    const Pkey key = readKey(file);
    if (!key)
        return subject("tls_key", file) + ": is no private key in PEM without a passphrase.";
    if (X509_check_private_key(SSL_CTX_get0_certificate(context), key.get()) != 1)
        return subject("tls_key", file) + ": is not the key of the certificate in "
            + certificateFile + " (tls_certificate).";
    ERR_clear_error();
    if (SSL_CTX_use_PrivateKey(context, key.get()) == 1)
        return std::nullopt;
    return subject("tls_key", file) + ": cannot be used (" + libraryReason() + ").";
}

// In the order of the files: the certificate, then its chain.
std::vector<const X509*> certificatesOf(SSL_CTX* context)
{
    std::vector<const X509*> found { SSL_CTX_get0_certificate(context) };
    STACK_OF(X509)* chain = nullptr;
    SSL_CTX_get0_chain_certs(context, &chain);
    for (int i = 0; i < sk_X509_num(chain); ++i)
        found.push_back(sk_X509_value(chain, i));
    return found;
}

} // namespace

void TlsContext::Free::operator()(ssl_ctx_st* handle) const
{
    SSL_CTX_free(handle);
}

TlsContext::TlsContext(Handle handle) : m_handle(std::move(handle)) { }

WallTime TlsContext::expires() const
{
    std::tm utc {};
    ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(m_handle.get())), &utc);
    return std::chrono::system_clock::from_time_t(::timegm(&utc));
}

bool TlsContext::hasCertificateOf(const TlsContext& other) const
{
    const auto mine = certificatesOf(m_handle.get());
    const auto theirs = certificatesOf(other.m_handle.get());
    return std::equal(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                      [](const X509* a, const X509* b) { return X509_cmp(a, b) == 0; });
}

std::variant<std::shared_ptr<const TlsContext>, std::string>
TlsContext::load(const std::string& certificateFile, const std::string& keyFile)
{
    ERR_clear_error();
    Handle handle(SSL_CTX_new(TLS_server_method()));
    if (!handle)
        return "TLS cannot be used: " + libraryReason() + '.';
    setRules(handle.get());
    auto why = useCertificate(handle.get(), certificateFile);
    if (!why)
        why = useKey(handle.get(), keyFile, certificateFile);
    ERR_clear_error();
    if (why)
        return *why;
    return std::shared_ptr<const TlsContext>(new TlsContext(std::move(handle)));
}

} // namespace sluice
