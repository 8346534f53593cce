#include "core/hub/command.h"

#include "core/text/jsonobject.h"
#include "core/text/jsonwriter.h"
#include <algorithm>
#include <optional>
#include <utility>

namespace sluice {

namespace {

constexpr std::ptrdiff_t maxRefLength = 64; // characters

bool isAbsent(const std::string* value)
{
    return value == nullptr || *value == "null";
}

bool isShort(std::string_view ref)
{
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return std::count_if(ref.begin(), ref.end(), begins) <= maxRefLength;
}

// None where it cannot be echoed: too long, no text, or behind what could not be read.
Ref echoable(const JsonObject& object)
{
    Ref ref = object.text("ref");
    return ref && isShort(*ref) ? ref : std::nullopt;
}

Command parseSay(const JsonObject& object, Ref ref)
{
    const std::string* data = object.find("data");
    std::string to = object.text("to").value_or(std::string());
    if (!data || (!isAbsent(object.find("to")) && to.empty()))
        return command::Rejected { "bad_request", std::move(ref) };
    return command::Say { std::move(to), *data, std::move(ref) };
}

Command parseVerb(std::string_view verb, const JsonObject& object, Ref ref)
{
    if (verb == "message")
        return parseSay(object, std::move(ref));
    if (verb == "ping")
        return command::Ping { std::move(ref) };
    if (verb != "refresh")
        return command::Rejected { "unknown_type", std::move(ref) };
    auto token = object.text("token");
    if (!token)
        return command::Rejected { "bad_request", std::move(ref) };
    return command::Refresh { *std::move(token), std::move(ref) };
}

Command said(std::string_view text)
{
    return command::Say { {}, jsonString(text), {} };
}

} // namespace

Command parseCommand(std::string_view text)
{
    if (text == "test" || text == "ping")
        return command::AskStatus {};
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{')
        return said(text); // spares plain text the reader
    const JsonObject object(text);
    Ref ref = echoable(object);
    // A command that cannot be read, for its depth or for some value. Said to everyone as plain
    // text, it would tell all what was meant for one.
    if (object.state() == JsonObject::State::TooDeep)
        return command::Rejected { "bad_request", std::move(ref) };
    if (object.state() == JsonObject::State::None && text.find("\"refresh\"") != text.npos)
        return command::Rejected { "bad_request", std::move(ref) }; // there is a token in it
    const auto type = object.text("type");
    if (object.state() == JsonObject::State::None || !type)
        return said(text);
    if (!object.isReadable() || object.hasNumberOutOfRange()
        || (!ref && !isAbsent(object.find("ref"))))
        return command::Rejected { "bad_request", std::move(ref) };
    return parseVerb(*type, object, std::move(ref));
}

} // namespace sluice
