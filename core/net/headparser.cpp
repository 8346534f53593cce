#include "core/net/headparser.h"
#include "core/text/ascii.h"
#include "core/text/percent.h"
#include <algorithm>
#include <limits>
#include <utility>

namespace sluice {

namespace {

constexpr std::string_view lineEnd = "\r\n";

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find(lineEnd);
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + lineEnd.size());
    return line;
}

bool isPort(std::string_view text)
{
    int port = 0;
    for (const char c : text) {
        if (!ascii::isDigit(c) || (port = port * 10 + (c - '0')) > 65535)
            return false;
    }
    return true;
}

// uri-host [":" port] of RFC 9110 §7.2, less the forms no host name has in practice.
bool isAuthority(std::string_view text)
{
    const bool literal = text.starts_with('[');
    const std::size_t hostEnd = literal ? text.find(']') : std::min(text.find(':'), text.size());
    if (hostEnd == std::string_view::npos)
        return false;
    const std::string_view host = literal ? text.substr(1, hostEnd - 1) : text.substr(0, hostEnd);
    const std::string_view marks = literal ? ":." : "-._~";
    const auto allowed
        = [marks](char c) { return ascii::isAlnum(c) || marks.find(c) != std::string_view::npos; };
    if (host.empty() || !std::all_of(host.begin(), host.end(), allowed))
        return false;
    const std::string_view rest = text.substr(literal ? hostEnd + 1 : hostEnd);
    return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
}

} // namespace

std::string_view HeadParser::parse(std::string_view text)
{
    if (const std::string_view why = parseRequestLine(takeLine(text)); !why.empty())
        return why;
    while (text != lineEnd) {
        if (const std::string_view why = parseField(takeLine(text)); !why.empty())
            return why;
    }
    return finishHost();
}

std::string_view HeadParser::parseRequestLine(std::string_view line)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return "the request line is not a method, a target and a version";
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return "the request is not HTTP/1.1 or HTTP/1.0";
    m_head.method = line.substr(0, first);
    m_head.minorVersion = version.back() - '0';
    return parseTarget(line.substr(first + 1, last - first - 1));
}

std::string_view HeadParser::parseTarget(std::string_view target)
{
    const auto allowed = [](char c) { return ascii::isVisible(c) && c != '#'; };
    if (target.empty() || !std::all_of(target.begin(), target.end(), allowed))
        return "the request target has a character that must not be there";
    for (const std::string_view scheme : { "http://", "https://" }) {
        if (!ascii::equalsNoCase(target.substr(0, scheme.size()), scheme))
            continue;
        target.remove_prefix(scheme.size());
        m_authority = target.substr(0, target.find_first_of("/?"));
        if (!isAuthority(m_authority))
            return "the request target does not name a valid host";
        target.remove_prefix(m_authority.size());
        break;
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    if (mark < target.size())
        m_head.query = target.substr(mark + 1);
    const std::string_view path = target.substr(0, mark);
    return parsePath(path.empty() && !m_authority.empty() ? "/" : path);
}

std::string_view HeadParser::parsePath(std::string_view path)
{
    if (!path.starts_with('/'))
        return "the request target is neither a path nor an http URI";
    std::optional<std::string> decoded = percentDecode(path, "/%");
    if (!decoded)
        return "the path has a '%' without two hexadecimal digits";
    if (std::any_of(decoded->begin(), decoded->end(), ascii::isControl))
        return "the path has an encoded control character";
    m_head.path = std::move(*decoded);
    return {};
}

std::string_view HeadParser::parseField(std::string_view line)
{
    if (line.front() == ' ' || line.front() == '\t')
        return "a header line begins with a space";
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return "a header line has no colon";
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = ascii::trimmed(line.substr(colon + 1));
    if (!ascii::isToken(name))
        return "a header name is empty or has a character that must not be there";
    const auto forbidden = [](char c) { return ascii::isControl(c) && c != '\t'; };
    if (std::any_of(value.begin(), value.end(), forbidden))
        return "a header value has a control character";
    m_head.fields.push_back({ std::string(name), std::string(value) });
    return noteField(name, value);
}

// The fields that decide where the request goes and where it ends.
std::string_view HeadParser::noteField(std::string_view name, std::string_view value)
{
    if (ascii::equalsNoCase(name, "Transfer-Encoding"))
        return "Transfer-Encoding is not accepted, send a Content-Length";
    if (ascii::equalsNoCase(name, "Host")) {
        if (std::exchange(m_hasHost, true))
            return "there is more than one Host";
        return isAuthority(value) ? std::string_view() : "the Host is not valid";
    }
    if (!ascii::equalsNoCase(name, "Content-Length"))
        return {};
    if (std::exchange(m_hasContentLength, true))
        return "there is more than one Content-Length";
    if (value.empty() || !std::all_of(value.begin(), value.end(), ascii::isDigit))
        return "the Content-Length is not a number";
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    for (const char c : value) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        std::uint64_t& length = m_head.contentLength;
        length = length > (most - digit) / 10 ? most : length * 10 + digit;
    }
    return {};
}

std::string_view HeadParser::finishHost()
{
    if (!m_hasHost && m_head.minorVersion > 0)
        return "there is no Host";
    if (m_authority.empty())
        return {};
    const auto isHost
        = [](const HttpHead::Field& field) { return ascii::equalsNoCase(field.name, "Host"); };
    const auto host = std::find_if(m_head.fields.begin(), m_head.fields.end(), isHost);
    if (host != m_head.fields.end())
        host->value = m_authority;
    else
        m_head.fields.push_back({ "Host", std::string(m_authority) });
    return {};
}

} // namespace sluice
