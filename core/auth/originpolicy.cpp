#include "core/auth/originpolicy.h"

#include "core/auth/hostport.h"
#include "core/net/httphead.h"
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

struct Origin {
    std::string scheme;
    HostPort authority;
};

std::uint16_t defaultPort(std::string_view scheme)
{
    if (scheme == "http" || scheme == "ws")
        return 80;
    return scheme == "https" || scheme == "wss" ? 443 : 0;
}

std::optional<Origin> parseOrigin(std::string_view text)
{
    const std::size_t mark = text.find("://");
    if (mark == 0 || mark == std::string_view::npos)
        return std::nullopt;
    auto authority = parseHostPort(text.substr(mark + 3));
    if (!authority)
        return std::nullopt;
    return Origin { lowered(text.substr(0, mark)), *std::move(authority) };
}

// The scheme's port where none is written, so that equal origins are equal texts.
std::string withPort(std::string text)
{
    const std::size_t mark = text.find("://");
    if (mark == std::string::npos)
        return text;
    const std::size_t bracket = text.rfind(']');
    if (text.find(':', bracket == std::string::npos ? mark + 1 : bracket) == std::string::npos)
        text += ":" + std::to_string(defaultPort(text.substr(0, mark)));
    return text;
}

// What a star must not swallow: else a glob for a host would let in its other ports, or a host that
// only looks like it.
bool isDelimiter(char c)
{
    return c == ':' || c == '/' || c == '@';
}

// '*' stands for any run of characters within one part of an origin. Only the last star is ever
// tried again, so no pattern takes exponential time.
bool matchesGlob(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    for (std::size_t t = 0; t < text.size();) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos && !isDelimiter(text[resume])) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool isSameHost(const Origin& origin, std::string_view host)
{
    const auto asked = parseHostPort(host);
    if (!asked || asked->host != origin.authority.host)
        return false;
    // Behind a TLS proxy we cannot know our own scheme: a Host without port means the page's.
    const std::uint16_t usual = defaultPort(origin.scheme);
    return asked->port.value_or(usual) == origin.authority.port.value_or(usual);
}

} // namespace

OriginPolicy::OriginPolicy(const std::vector<std::string>& allowed)
{
    for (const std::string& pattern : allowed)
        m_allowed.push_back(withPort(lowered(pattern)));
}

bool OriginPolicy::allows(const HttpHead& head) const
{
    const auto origin = head.field("Origin");
    return !origin || allows(*origin, head.field("Host").value_or(std::string_view()));
}

bool OriginPolicy::allows(std::string_view origin, std::string_view host) const
{
    if (origin == "null")
        return std::find(m_allowed.begin(), m_allowed.end(), "null") != m_allowed.end();
    const auto parsed = parseOrigin(origin);
    if (!parsed)
        return false;
    if (isSameHost(*parsed, host))
        return true;
    const std::string text = withPort(lowered(origin));
    return std::any_of(m_allowed.begin(), m_allowed.end(), [&text](const std::string& pattern) {
        return pattern == "*" || matchesGlob(pattern, text);
    });
}

} // namespace sluice
