#include "core/text/jsonobject.h"

#include "core/text/jsonscanner.h"
#include "core/text/jsonstring.h"
#include "core/text/utf8.h"
#include <algorithm>
#include <charconv>

namespace sluice {

namespace {

constexpr int maxDepth = 512;

} // namespace

JsonObject::JsonObject(std::string_view text)
{
    JsonScanner scanner(text);
    std::string mark;
    const auto take = [&scanner, &mark](char c) {
        scanner.skipSpace();
        mark.clear();
        return scanner.take(mark, c);
    };
    const auto members = [&] {
        do {
            scanner.skipSpace();
            std::string name;
            Member member;
            if (!scanner.string(name) || !take(':') || !scanner.value(member.value, maxDepth - 1))
                return false;
            member.name = readJsonString(name).value_or(std::string());
            m_members.push_back(std::move(member));
        } while (take(','));
        return true;
    };
    const bool whole = isValidUtf8(text) && take('{') && (take('}') || (members() && take('}')))
        && scanner.atEnd();
    m_numberOutOfRange = scanner.metNumberOutOfRange();
    m_state = scanner.wentTooDeep() ? State::TooDeep
        : !whole                    ? State::None
        : scanner.metFault()        ? State::Faulty
        : scanner.metControls()     ? State::Lenient
                                    : State::Sound;
}

const std::string* JsonObject::find(std::string_view name) const
{
    const auto found = std::find_if(m_members.rbegin(), m_members.rend(),
                                    [name](const Member& member) { return member.name == name; });
    return found == m_members.rend() ? nullptr : &found->value;
}

std::optional<std::string> JsonObject::text(std::string_view name) const
{
    const std::string* value = find(name);
    return value ? readJsonString(*value) : std::nullopt;
}

std::optional<std::int64_t> JsonObject::integer(std::string_view name) const
{
    const std::string* value = find(name);
    if (!value)
        return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    const bool whole = error == std::errc() && end == value->data() + value->size();
    return whole ? std::optional(number) : std::nullopt;
}

std::optional<bool> JsonObject::truth(std::string_view name) const
{
    const std::string* value = find(name);
    if (!value || (*value != "true" && *value != "false"))
        return std::nullopt;
    return *value == "true";
}

std::optional<std::vector<std::string>> JsonObject::texts(std::string_view name) const
{
    const std::string* value = find(name);
    std::string mark;
    if (!value || !value->starts_with('['))
        return std::nullopt;
    JsonScanner scanner(*value);
    std::vector<std::string> all;
    scanner.take(mark, '[');
    if (scanner.take(mark, ']'))
        return all;
    do {
        std::string literal;
        if (!scanner.string(literal))
            return std::nullopt;
        all.push_back(readJsonString(literal).value_or(std::string()));
    } while (scanner.take(mark, ','));
    return all;
}

} // namespace sluice
