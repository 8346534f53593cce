#include "core/text/jsoncopy.h"

#include "core/text/utf8.h"
#include <algorithm>

namespace sluice {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// A strict recursive-descent reader of RFC 8259 that copies what it has read.
class Copier {
public:
    explicit Copier(std::string_view text) : m_text(text) { }

    bool value(std::string& out, int depth)
    {
        skipSpace();
        if (depth == 0 || atEnd())
            return false;
        switch (peek()) {
        case '{':
            return object(out, depth - 1, {}, nullptr);
        case '[':
            return array(out, depth - 1);
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

    // `found` receives the value of the member `wanted`, where one is asked for.
    bool object(std::string& out, int depth, std::string_view wanted,
                std::optional<std::string>* found)
    {
        skipSpace();
        if (!take(out, '{'))
            return false;
        skipSpace();
        if (take(out, '}'))
            return true;
        do {
            skipSpace();
            const std::size_t nameAt = out.size();
            if (!string(out))
                return false;
            const bool isWanted = found != nullptr
                && std::string_view(out).substr(nameAt + 1, out.size() - nameAt - 2) == wanted;
            skipSpace();
            if (!take(out, ':'))
                return false;
            const std::size_t valueAt = out.size();
            if (!value(out, depth))
                return false;
            if (isWanted)
                *found = out.substr(valueAt);
            skipSpace();
        } while (take(out, ','));
        return take(out, '}');
    }

    bool atEnd()
    {
        skipSpace();
        return m_at == m_text.size();
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(std::string& out, char c)
    {
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        out += m_text[m_at++];
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size()
               && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    bool array(std::string& out, int depth)
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

    bool string(std::string& out)
    {
        if (!take(out, '"'))
            return false;
        plain(out);
        while (take(out, '\\')) {
            if (!escaped(out))
                return false;
            plain(out);
        }
        return take(out, '"');
    }

    // What stands for itself inside a string.
    void plain(std::string& out)
    {
        const auto begin = m_text.begin() + static_cast<std::ptrdiff_t>(m_at);
        const auto end = std::find_if(begin, m_text.end(), [](char c) {
            return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
        });
        out.append(begin, end);
        m_at += static_cast<std::size_t>(end - begin);
    }

    bool escaped(std::string& out)
    {
        const char kind = peek();
        if (std::string_view("\"\\/bfnrtu").find(kind) == std::string_view::npos || kind == '\0')
            return false;
        out += m_text[m_at++];
        for (int i = 0; kind == 'u' && i < 4; ++i) {
            if (!isHex(peek()))
                return false;
            out += m_text[m_at++];
        }
        return true;
    }

    bool literal(std::string& out, std::string_view word)
    {
        if (m_text.substr(m_at, word.size()) != word)
            return false;
        m_at += word.size();
        out += word;
        return true;
    }

    bool number(std::string& out)
    {
        take(out, '-');
        if (!take(out, '0') && !digits(out))
            return false;
        if (take(out, '.') && !digits(out))
            return false;
        if (peek() != 'e' && peek() != 'E')
            return true;
        out += m_text[m_at++];
        if (!take(out, '+'))
            take(out, '-');
        return digits(out);
    }

    bool digits(std::string& out)
    {
        const std::size_t begun = m_at;
        while (isDigit(peek()))
            out += m_text[m_at++];
        return m_at > begun;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

constexpr int maxDepth = 512;

} // namespace

std::optional<std::string> copyJsonMember(std::string_view object, std::string_view name)
{
    Copier copier(object);
    std::string whole;
    whole.reserve(object.size());
    std::optional<std::string> found;
    if (!isValidUtf8(object) || !copier.object(whole, maxDepth, name, &found) || !copier.atEnd())
        return std::nullopt;
    return found;
}

} // namespace sluice
