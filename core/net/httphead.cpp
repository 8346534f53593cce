#include "core/net/httphead.h"
#include "core/net/headparser.h"
#include "core/text/ascii.h"
#include "core/text/percent.h"
#include <algorithm>

namespace sluice {

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::size_t maxMethodBytes = 32;

struct Extent {
    HeadOutcome outcome = HeadOutcome::Incomplete;
    std::string_view why;
    std::size_t end = 0; // behind the empty line
};

// A request begins with a method: this tells a TLS hello or a stray protocol at its first octet.
std::string_view methodFault(std::string_view head)
{
    const std::string_view method = head.substr(0, std::min(head.find(' '), maxMethodBytes + 1));
    if (method.size() > maxMethodBytes)
        return "the request does not begin with a method";
    const bool noMethod = method.empty() && !head.empty();
    if (noMethod || !std::all_of(method.begin(), method.end(), ascii::isTokenChar))
        return "the request does not begin with a method";
    return {};
}

// Walks the lines without looking into them.
Extent findEnd(std::string_view head)
{
    std::size_t lines = 0;
    for (std::size_t start = 0;;) {
        const std::size_t feed = head.find('\n', start);
        if (feed == std::string_view::npos)
            return {};
        if (feed == start || head[feed - 1] != '\r')
            return { HeadOutcome::Malformed, "a line ends without a carriage return", 0 };
        if (feed - start == 1)
            return { HeadOutcome::Complete, {}, feed + 1 };
        if (++lines > HttpHead::maxFields + 1)
            return { HeadOutcome::TooLarge, "the request has more than 64 header fields", 0 };
        start = feed + 1;
    }
}

} // namespace

std::optional<std::string_view> HttpHead::field(std::string_view name) const
{
    for (const Field& field : fields) {
        if (ascii::equalsNoCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

std::string HttpHead::list(std::string_view name) const
{
    std::string joined;
    for (const Field& field : fields)
        if (ascii::equalsNoCase(field.name, name))
            joined.append(joined.empty() ? "" : ",").append(field.value);
    return joined;
}

bool HttpHead::hasToken(std::string_view name, std::string_view token) const
{
    for (const Field& field : fields) {
        if (!ascii::equalsNoCase(field.name, name))
            continue;
        std::string_view rest = field.value;
        while (!rest.empty())
            if (ascii::equalsNoCase(ascii::takeItem(rest), token))
                return true;
    }
    return false;
}

bool HttpHead::wantsUpgrade() const
{
    // RFC 9110 §7.8: an Upgrade in HTTP/1.0 is ignored.
    return method == "GET" && minorVersion > 0 && hasToken("Connection", "upgrade")
        && hasToken("Upgrade", "websocket");
}

bool HttpHead::keepAlive() const
{
    if (hasToken("Connection", "close"))
        return false;
    return minorVersion > 0 || hasToken("Connection", "keep-alive");
}

std::optional<std::string> HttpHead::queryValue(std::string_view name) const
{
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string_view key = pair.substr(0, equals);
        if (percentDecode(key).value_or(std::string(key)) == name) {
            const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
            return percentDecode(value).value_or(std::string(value));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

HeadResult parseHttpHead(std::string_view bytes)
{
    const std::string_view bounded = bytes.substr(0, HttpHead::maxBytes);
    const std::size_t skipped = bounded.starts_with(lineEnd) ? lineEnd.size() : 0;
    const std::string_view head = bounded.substr(skipped);
    if (head == "\r" && skipped == 0)
        return {};
    HeadResult result;
    result.why = methodFault(head);
    if (!result.why.empty()) {
        result.outcome = HeadOutcome::Malformed;
        return result;
    }
    const Extent extent = findEnd(head);
    result.outcome = extent.outcome;
    result.why = extent.why;
    if (extent.outcome == HeadOutcome::Incomplete && bounded.size() == HttpHead::maxBytes) {
        result.outcome = HeadOutcome::TooLarge;
        result.why = "the request head is longer than 8192 octets";
    }
    if (extent.outcome != HeadOutcome::Complete)
        return result;
    result.head.bytes = skipped + extent.end;
    result.why = HeadParser(result.head).parse(head.substr(0, extent.end));
    if (!result.why.empty())
        return { HeadOutcome::Malformed, result.why, {} };
    return result;
}

} // namespace sluice
