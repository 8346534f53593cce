#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

struct HttpHead;

// The token of an Authorization: Bearer field (RFC 6750 §2.1); empty: there is none. Pure.
std::string_view bearerToken(const HttpHead& head);

// What a client shows for a token, from the first of these that it uses: the Authorization field; a
// sub-protocol `bearer.<base64url of the token>`, as a browser cannot set fields; `?token=`. One
// that cannot be read is empty. Nothing: none was shown. Pure.
std::optional<std::string> presentedToken(const HttpHead& head);

} // namespace sluice
