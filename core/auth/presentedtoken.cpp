#include "core/auth/presentedtoken.h"

#include "core/auth/base64url.h"
#include "core/net/httphead.h"
#include "core/text/ascii.h"
#include <algorithm>

namespace sluice {

namespace {

std::optional<std::string> subprotocolToken(const HttpHead& head)
{
    constexpr std::string_view prefix = "bearer.";
    const std::string list = head.list("Sec-WebSocket-Protocol");
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::string_view offer = ascii::takeItem(rest);
        if (offer.starts_with(prefix))
            return decodeBase64Url(offer.substr(prefix.size())).value_or("");
    }
    return std::nullopt;
}

} // namespace

std::string_view bearerToken(const HttpHead& head)
{
    constexpr std::string_view scheme = "bearer ";
    std::string_view value = head.field("Authorization").value_or(std::string_view());
    if (value.size() <= scheme.size()
        || !ascii::equalsNoCase(value.substr(0, scheme.size()), scheme))
        return {};
    value.remove_prefix(scheme.size());
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return value;
}

std::optional<std::string> presentedToken(const HttpHead& head)
{
    if (const std::string_view token = bearerToken(head); !token.empty())
        return std::string(token);
    if (auto token = subprotocolToken(head))
        return token;
    return head.queryValue("token");
}

} // namespace sluice
