#include "core/text/jsonstring.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace sluice {

namespace {

using CodePoint = std::uint32_t;
constexpr CodePoint replacement = 0xFFFD;
constexpr std::size_t hexDigits = 4;

bool isHighSurrogate(CodePoint unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}
bool isLowSurrogate(CodePoint unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

void appendUtf8(std::string& out, CodePoint point)
{
    const auto append = [&out](CodePoint octet) { out += static_cast<char>(octet); };
    const auto follow = [&append, point](int shift) { append(0x80 | ((point >> shift) & 0x3F)); };
    if (point < 0x80) {
        append(point);
    } else if (point < 0x800) {
        append(0xC0 | (point >> 6));
        follow(0);
    } else if (point < 0x10000) {
        append(0xE0 | (point >> 12));
        follow(6);
        follow(0);
    } else {
        append(0xF0 | (point >> 18));
        follow(12);
        follow(6);
        follow(0);
    }
}

// The code unit of \uXXXX at `at`, if there is one.
std::optional<CodePoint> codeUnit(std::string_view text, std::size_t at)
{
    if (text.substr(at, 2) != "\\u" || text.size() - at < 2 + hexDigits)
        return std::nullopt;
    const std::string_view digits = text.substr(at + 2, hexDigits);
    CodePoint unit = 0;
    const auto [end, error]
        = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole ? std::optional(unit) : std::nullopt;
}

// Reads \uXXXX, or two that are one character, at `at` and steps behind it.
bool readUnicode(std::string_view text, std::size_t& at, std::string& out)
{
    constexpr std::size_t length = 2 + hexDigits;
    const auto unit = codeUnit(text, at);
    if (!unit)
        return false;
    at += length;
    if (!isHighSurrogate(*unit)) {
        appendUtf8(out, isLowSurrogate(*unit) ? replacement : *unit);
        return true;
    }
    const auto low = at < text.size() ? codeUnit(text, at) : std::nullopt;
    if (!low || !isLowSurrogate(*low)) {
        appendUtf8(out, replacement);
        return true;
    }
    at += length;
    appendUtf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
    return true;
}

bool readEscape(std::string_view text, std::size_t& at, std::string& out)
{
    constexpr std::string_view kinds = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (at + 1 == text.size())
        return false;
    if (text[at + 1] == 'u')
        return readUnicode(text, at, out);
    const std::size_t kind = kinds.find(text[at + 1]);
    if (kind == std::string_view::npos)
        return false;
    out += meanings[kind];
    at += 2;
    return true;
}

} // namespace

std::optional<std::string> readJsonString(std::string_view literal)
{
    if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"')
        return std::nullopt;
    const std::string_view text = literal.substr(1, literal.size() - 2);
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of("\\\"", at), text.size());
        out += text.substr(at, end - at);
        at = end;
        if (at < text.size() && (text[at] == '"' || !readEscape(text, at, out)))
            return std::nullopt;
    }
    return out;
}

} // namespace sluice
