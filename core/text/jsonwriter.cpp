#include "core/text/jsonwriter.h"

#include "core/text/utf8.h"
#include <charconv>
#include <cmath>

namespace sluice {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

template <class Number> void appendNumber(std::string& out, Number value)
{
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void appendCodeUnit(std::string& out, unsigned unit)
{
    constexpr char hex[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hex[(unit >> shift) & 0xF];
}

void appendEscaped(std::string& out, unsigned char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        appendCodeUnit(out, c);
    }
}

// C1 controls drive terminals, and U+2028/2029 end lines in some readers: both travel escaped.
void appendSequence(std::string& out, std::string_view sequence)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
    if (sequence.size() == 2 && byte(0) == 0xC2 && byte(1) < 0xA0)
        appendCodeUnit(out, byte(1));
    else if (sequence == "\xE2\x80\xA8" || sequence == "\xE2\x80\xA9")
        appendCodeUnit(out, sequence.back() == '\xA8' ? 0x2028 : 0x2029);
    else
        out += sequence;
}

bool isPlain(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t run = at;
        while (run < text.size() && isPlain(text[run]))
            ++run;
        out += text.substr(at, run - at);
        at = run;
        if (at == text.size())
            break;
        const std::size_t length = utf8SequenceLength(text, at);
        if (length == 0)
            out += replacement;
        else if (length == 1)
            appendEscaped(out, static_cast<unsigned char>(text[at]));
        else
            appendSequence(out, text.substr(at, length));
        at += length == 0 ? 1 : length;
    }
    out += '"';
}

std::string jsonString(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    appendJsonString(out, text);
    return out;
}

JsonWriter::JsonWriter() : m_out("{") { }

void JsonWriter::key(std::string_view name)
{
    if (!m_first)
        m_out += ',';
    m_first = false;
    appendJsonString(m_out, name);
    m_out += ':';
}

JsonWriter& JsonWriter::field(std::string_view name, std::string_view value)
{
    key(name);
    appendJsonString(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view name, std::int64_t value)
{
    key(name);
    appendNumber(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view name, std::uint64_t value)
{
    key(name);
    appendNumber(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view name, double value)
{
    if (!std::isfinite(value))
        return null(name);
    key(name);
    appendNumber(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view name, bool value)
{
    return raw(name, value ? "true" : "false");
}

JsonWriter& JsonWriter::null(std::string_view name)
{
    return raw(name, "null");
}

JsonWriter& JsonWriter::raw(std::string_view name, std::string_view json)
{
    key(name);
    m_out += json;
    return *this;
}

JsonWriter& JsonWriter::open(std::string_view name)
{
    key(name);
    m_out += '{';
    ++m_depth;
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::close()
{
    if (m_depth == 0)
        return *this;
    m_out += '}';
    --m_depth;
    m_first = false;
    return *this;
}

std::string JsonWriter::finish() &&
{
    while (m_depth > 0)
        close();
    return std::move(m_out);
}

double oneDecimal(double value)
{
    return std::round(value * 10) / 10;
}

} // namespace sluice
