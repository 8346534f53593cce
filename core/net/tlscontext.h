#pragma once

#include "core/text/timestamp.h"
#include <memory>
#include <string>
#include <variant>

struct ssl_ctx_st;

namespace sluice {

// What all TLS connections of the process share: certificate, key and rules (TLS 1.2 and 1.3, ALPN
// http/1.1, RFC 7301). Does not change once loaded; any thread.
class TlsContext {
public:
    // Reads PEM files: the certificate with its chain, and its private key. What is wrong with them
    // comes as a sentence with the setting's name.
    static std::variant<std::shared_ptr<const TlsContext>, std::string>
    load(const std::string& certificateFile, const std::string& keyFile);

    ssl_ctx_st* handle() const { return m_handle.get(); }
    WallTime expires() const; // of the certificate itself, notAfter (RFC 5280 §4.1.2.5)
    bool hasCertificateOf(const TlsContext& other) const; // with the same chain

private:
    struct Free {
        void operator()(ssl_ctx_st* handle) const;
    };
    using Handle = std::unique_ptr<ssl_ctx_st, Free>;
    explicit TlsContext(Handle handle);

    Handle m_handle;
};

} // namespace sluice
