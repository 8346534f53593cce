#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// The public keys that one server may have, written as curl's --pinnedpubkey: sha256//BASE64,
// several separated by ";". The hash is of the SubjectPublicKeyInfo in DER (RFC 7469 §2.4), so a
// certificate may be renewed for the same key. Pure.
class ServerPin {
public:
    static std::optional<ServerPin> parse(std::string_view text); // nothing for what is none
    // The pin that the certificate, in DER, fits; empty when there is none to be read.
    static std::string of(std::string_view certificate);

    bool allows(std::string_view pin) const;

private:
    std::vector<std::string> m_pins;
};

} // namespace sluice
