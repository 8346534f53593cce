#include "core/settings/valueparsers.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cmath>
#include <limits>

namespace sluice::parse {
namespace {

constexpr std::string_view blanks = " \t\r\n";

struct Unit {
    std::string_view word;
    std::uint64_t factor;
};

// Largest first, so that the first one that divides a value is the shortest way to write it.
constexpr Unit durationUnits[]
    = { { "d", 86'400'000 }, { "h", 3'600'000 }, { "m", 60'000 }, { "s", 1'000 }, { "ms", 1 } };
constexpr Unit sizeUnits[] = { { "GiB", 1U << 30 }, { "MiB", 1U << 20 }, { "KiB", 1U << 10 } };
constexpr Unit decimalSizeUnits[]
    = { { "gb", 1'000'000'000 }, { "mb", 1'000'000 }, { "kb", 1'000 } };

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetterOrDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <std::size_t N>
std::optional<std::uint64_t> factorOf(const Unit (&units)[N], std::string_view lowerWord)
{
    for (const Unit& unit : units) {
        if (lowered(unit.word) == lowerWord)
            return unit.factor;
    }
    return {};
}

// Of milliseconds or octets, in whatever unit they are written.
constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();

// "1.5" times the factor, when that is a whole number that fits.
std::optional<std::uint64_t> scaled(std::string_view digits, std::uint64_t factor)
{
    if (const auto whole = number(digits)) {
        if (*whole > most / factor)
            return {};
        return *whole * factor;
    }
    const auto point = digits.find('.');
    if (point == digits.npos)
        return {};
    const auto before = number(digits.substr(0, point));
    const auto after = number(digits.substr(point + 1));
    constexpr std::size_t mostDigits = 9;
    if (!before || !after || digits.size() > mostDigits)
        return {};
    const double value = (static_cast<double>(*before)
                          + static_cast<double>(*after)
                              / std::pow(10.0, static_cast<double>(digits.size() - point - 1)))
        * static_cast<double>(factor);
    return static_cast<std::uint64_t>(std::llround(value));
}

std::pair<std::string_view, std::string> numberAndUnit(std::string_view text)
{
    text = trimmed(text);
    const auto end
        = std::find_if(text.begin(), text.end(), [](char c) { return !isDigit(c) && c != '.'; });
    const auto digits = static_cast<std::size_t>(end - text.begin());
    return { text.substr(0, digits), lowered(trimmed(text.substr(digits))) };
}

bool isHostName(std::string_view text)
{
    constexpr std::size_t longest = 253;
    if (text.empty() || text.size() > longest || text.front() == '-' || text.front() == '.')
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
    });
}

bool isAddress(const std::string& text)
{
    in_addr four {};
    in6_addr six {};
    const std::string withoutScope = text.substr(0, text.find('%'));
    return inet_pton(AF_INET, text.c_str(), &four) == 1
        || inet_pton(AF_INET6, withoutScope.c_str(), &six) == 1;
}

// 300.1.1.1 looks like a name, but nobody means one.
bool looksLikeAddress(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || c == '.'; });
}

// RFC 3986 §3.1, in lower case.
bool isScheme(std::string_view text)
{
    return !text.empty() && !isDigit(text.front())
        && std::all_of(text.begin(), text.end(), [](char c) {
               return isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
           });
}

// As an origin writes it, with brackets around an IPv6 address; a star stands for letters of a
// name. Not at its end: anybody may own example.evil.org, which example.* would take.
bool isHostGlob(std::string_view text)
{
    if (text != "*" && text.substr(text.rfind('.') + 1).find('*') != text.npos)
        return false;
    std::string name(text);
    std::replace(name.begin(), name.end(), '*', 'x');
    return host(name) && (name.front() == '[' || name.find(':') == name.npos);
}

bool isPortGlob(std::string_view text)
{
    const auto port = number(text);
    return text == "*" || (port && *port > 0 && *port <= 65535);
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(blanks);
    if (from == text.npos)
        return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

std::optional<std::uint64_t> number(std::string_view text)
{
    text = trimmed(text);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

std::optional<std::chrono::milliseconds> duration(std::string_view text)
{
    const auto [digits, unit] = numberAndUnit(text);
    const auto factor = factorOf(durationUnits, unit.empty() ? "s" : unit);
    const auto value = factor ? scaled(digits, *factor) : std::nullopt;
    if (!value)
        return {};
    return std::chrono::milliseconds(static_cast<std::int64_t>(*value));
}

std::optional<std::uint64_t> size(std::string_view text)
{
    const auto [digits, unit] = numberAndUnit(text);
    if (unit.empty() || unit == "b") {
        const auto whole = number(digits);
        return whole && *whole <= most ? whole : std::nullopt;
    }
    auto factor = factorOf(sizeUnits, unit);
    if (!factor)
        factor = factorOf(decimalSizeUnits, unit);
    return factor ? scaled(digits, *factor) : std::nullopt;
}

std::optional<bool> truth(std::string_view text)
{
    const std::string word = lowered(trimmed(text));
    if (word == "true" || word == "on" || word == "yes" || word == "1")
        return true;
    if (word == "false" || word == "off" || word == "no" || word == "0")
        return false;
    return {};
}

std::optional<std::string> host(std::string_view text)
{
    text = trimmed(text);
    const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
    std::string name(bracketed ? text.substr(1, text.size() - 2) : text);
    if (isAddress(name) && (!bracketed || name.find(':') != name.npos))
        return name;
    if (bracketed || !isHostName(name) || looksLikeAddress(name))
        return {};
    return name;
}

std::optional<std::string> originGlob(std::string_view text)
{
    std::string lower = lowered(trimmed(text));
    if (lower == "*" || lower == "null")
        return lower;
    const auto mark = lower.find("://");
    if (mark == lower.npos || !isScheme(std::string_view(lower).substr(0, mark)))
        return {};
    std::string_view rest = std::string_view(lower).substr(mark + 3);
    const auto colon = rest.rfind(':');
    if (colon != rest.npos && rest.find(']', colon) == rest.npos) {
        if (!isPortGlob(rest.substr(colon + 1)))
            return {};
        rest = rest.substr(0, colon);
    }
    if (!isHostGlob(rest))
        return {};
    return lower;
}

std::vector<std::string> list(std::string_view text)
{
    constexpr std::string_view separators = ", \t\r\n";
    std::vector<std::string> items;
    for (auto from = text.find_first_not_of(separators); from != text.npos;) {
        const auto end = std::min(text.find_first_of(separators, from), text.size());
        items.emplace_back(text.substr(from, end - from));
        from = text.find_first_not_of(separators, end);
    }
    return items;
}

std::string durationText(std::chrono::milliseconds value)
{
    const auto milliseconds = static_cast<std::uint64_t>(value.count());
    for (const Unit& unit : durationUnits) {
        if (milliseconds > 0 && milliseconds % unit.factor == 0)
            return std::to_string(milliseconds / unit.factor) + std::string(unit.word);
    }
    return "0";
}

std::string sizeText(std::uint64_t bytes)
{
    for (const Unit& unit : sizeUnits) {
        if (bytes > 0 && bytes % unit.factor == 0)
            return std::to_string(bytes / unit.factor) + std::string(unit.word);
    }
    return std::to_string(bytes);
}

} // namespace sluice::parse
