#pragma once

#include <QByteArray>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// Makes and checks `welcome.session`: the client id and an HMAC-SHA-256 over it (RFC 2104), so
// that only the same client can come back under an id (PROTOCOL.md §1.3). Control thread.
class SessionTokens {
public:
    explicit SessionTokens(std::string_view key);

    std::string issue(std::string_view clientId) const;
    // The client id that a genuine token was issued to. Compares in constant time.
    std::optional<std::string> verify(std::string_view token) const;

private:
    QByteArray signature(std::string_view clientId) const;

    QByteArray m_key;
};

} // namespace sluice
