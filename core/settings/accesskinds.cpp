#include "core/settings/accesskinds.h"

#include "core/text/ascii.h"
#include <algorithm>

namespace sluice::kinds {
namespace {

// RFC 6750 §2.1: what a bearer token may consist of.
bool isBearerToken(std::string_view text)
{
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789-._~+/=";
    return !text.empty() && text.find_first_not_of(allowed) == text.npos;
}

bool isUserName(std::string_view text)
{
    constexpr std::size_t longest = 64;
    return text.size() <= longest && std::all_of(text.begin(), text.end(), ascii::isVisible);
}

} // namespace

SettingKind clientTokens(std::vector<ClientToken> Settings::*field)
{
    return listOf(field,
                  "must be TOKEN or USER:TOKEN, separated by commas; a token has letters, digits "
                  "and -._~+/=",
                  [](const std::string& item) -> std::optional<ClientToken> {
                      const auto colon = item.rfind(':');
                      ClientToken value;
                      if (colon != item.npos)
                          value.user = item.substr(0, colon);
                      value.token = item.substr(colon + 1); // npos + 1 is 0
                      if (!isBearerToken(value.token) || !isUserName(value.user))
                          return std::nullopt;
                      return value;
                  });
}

SettingKind jwtSecret(std::string Settings::*field)
{
    constexpr std::size_t least = 32; // RFC 7518 §3.2: as long as the hash's output
    return comparing({ "must be 32 printable ASCII characters or more, without blanks", "SECRET",
                       [apply = token(field).apply](std::string_view text, Settings& settings) {
                           return (text.empty() || text.size() >= least) && apply(text, settings);
                       } },
                     field);
}

SettingKind networks(std::vector<Subnet> Settings::*field)
{
    return listOf(
        field, "must be addresses or networks such as 10.0.0.0/8 or fd00::/8, separated by commas",
        Subnet::parse);
}

} // namespace sluice::kinds
