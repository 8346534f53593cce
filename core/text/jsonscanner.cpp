#include "core/text/jsonscanner.h"

#include "core/text/ascii.h"
#include <algorithm>
#include <charconv>

namespace sluice {

namespace {

// RFC 8259 §6.
bool isNumber(std::string_view text)
{
    const auto take = [&text](std::string_view any) {
        const bool there = !text.empty() && any.find(text.front()) != any.npos;
        text.remove_prefix(there ? 1 : 0);
        return there;
    };
    const auto digits = [&text] {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count > 0;
    };
    take("-");
    if (!take("0") && !digits())
        return false;
    if (take(".") && !digits())
        return false;
    if (!take("eE"))
        return text.empty();
    take("+-");
    return digits() && text.empty();
}

bool fitsDouble(std::string_view number)
{
    constexpr std::size_t alwaysFits = 300; // so many digits, without an exponent
    if (number.size() < alwaysFits && number.find_first_of("eE") == number.npos)
        return true;
    double value = 0;
    return std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc();
}

bool isHex(char c)
{
    return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
}

} // namespace

bool JsonScanner::value(std::string& out, int depth)
{
    skipSpace();
    switch (peek()) {
    case '{':
    case '[':
        m_tooDeep = m_tooDeep || depth == 0;
        if (depth == 0)
            return false;
        return peek() == '{' ? object(out, depth - 1) : array(out, depth - 1);
    case '"':
        return string(out);
    case 't':
        return literal(out, "true");
    case 'f':
        return literal(out, "false");
    case 'n':
        return literal(out, "null");
    default:
        return number(out);
    }
}

bool JsonScanner::take(std::string& out, char c)
{
    if (m_at == m_text.size() || m_text[m_at] != c)
        return false;
    out += m_text[m_at++];
    return true;
}

bool JsonScanner::atEnd()
{
    skipSpace();
    return m_at == m_text.size();
}

void JsonScanner::skipSpace()
{
    m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
}

bool JsonScanner::object(std::string& out, int depth)
{
    take(out, '{');
    skipSpace();
    if (take(out, '}'))
        return true;
    do {
        skipSpace();
        if (!string(out))
            return false;
        skipSpace();
        if (!take(out, ':') || !value(out, depth))
            return false;
        skipSpace();
    } while (take(out, ','));
    return take(out, '}');
}

bool JsonScanner::array(std::string& out, int depth)
{
    take(out, '[');
    skipSpace();
    if (take(out, ']'))
        return true;
    do {
        if (!value(out, depth))
            return false;
        skipSpace();
    } while (take(out, ','));
    return take(out, ']');
}

bool JsonScanner::string(std::string& out)
{
    if (!take(out, '"'))
        return false;
    while (plain(out) || escaped(out)) { }
    return take(out, '"');
}

// What stands for itself inside a string; a control character should not.
bool JsonScanner::plain(std::string& out)
{
    const std::size_t begun = m_at;
    for (;;) {
        const auto rest = m_text.substr(m_at);
        const auto* const end = std::find_if(rest.begin(), rest.end(), [](char c) {
            return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
        });
        out.append(rest.begin(), end);
        m_at += static_cast<std::size_t>(end - rest.begin());
        if (m_at == m_text.size() || *end == '"' || *end == '\\')
            return m_at > begun;
        constexpr std::string_view hex = "0123456789abcdef";
        const auto octet = static_cast<unsigned char>(m_text[m_at++]);
        m_controls = true;
        out.append("\\u00").append(1, hex[octet / 16]).append(1, hex[octet % 16]);
    }
}

bool JsonScanner::escaped(std::string& out)
{
    if (!take(out, '\\') || m_at == m_text.size())
        return false;
    const char kind = m_text[m_at++];
    out += kind;
    m_fault = m_fault || std::string_view("\"\\/bfnrtu").find(kind) == std::string_view::npos;
    for (int i = 0; kind == 'u' && i < 4; ++i) {
        if (!isHex(peek())) {
            m_fault = true;
            break;
        }
        out += m_text[m_at++];
    }
    return true;
}

bool JsonScanner::literal(std::string& out, std::string_view word)
{
    if (m_text.substr(m_at, word.size()) != word)
        return false;
    m_at += word.size();
    out += word;
    return true;
}

bool JsonScanner::number(std::string& out)
{
    const std::size_t end
        = std::min(m_text.find_first_not_of("+-.0123456789eE", m_at), m_text.size());
    const std::string_view text = m_text.substr(m_at, end - m_at);
    const bool isOne = isNumber(text);
    m_fault = m_fault || !isOne;
    m_outOfRange = m_outOfRange || (isOne && !fitsDouble(text));
    out += text;
    m_at = end;
    return !text.empty();
}

} // namespace sluice
