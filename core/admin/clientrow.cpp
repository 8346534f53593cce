#include "core/admin/clientrow.h"

#include "core/text/jsonwriter.h"
#include <charconv>
#include <type_traits>

namespace sluice {

namespace {

void append(std::string& out, std::string_view text)
{
    out += ',';
    appendJsonString(out, text);
}

void append(std::string& out, WallTime time)
{
    out += ",\"";
    out += timestamp(time); // nothing in it needs an escape
    out += '"';
}

template <class Number>
std::enable_if_t<std::is_arithmetic_v<Number>> append(std::string& out, Number value)
{
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out += ',';
    out.append(digits, end);
}

template <class Value> void append(std::string& out, const std::optional<Value>& value)
{
    if (value)
        append(out, *value);
    else
        out += ",null";
}

void append(std::string& out, const ClientRow::Figures& figures)
{
    append(out, figures.lastIn);
    append(out, figures.roundTripMs);
    append(out, figures.inRate);
    append(out, figures.outRate);
    append(out, figures.inOctets);
    append(out, figures.outOctets);
    append(out, figures.queuedOctets);
}

void appendIfAny(std::string& out, std::string_view text)
{
    if (text.empty())
        out += ",null";
    else
        append(out, text);
}

} // namespace

void appendRow(std::string& out, const ClientRow& row)
{
    out += '[';
    appendJsonString(out, row.id);
    append(out, row.peer);
    append(out, row.port);
    appendIfAny(out, row.user);
    out += row.closing ? ",\"closing\"" : ",\"open\"";
    append(out, row.connectedAt);
    if (row.figures)
        append(out, *row.figures);
    else
        out += ",null,null,null,null,null,null,null";
    appendIfAny(out, row.subprotocol);
    appendIfAny(out, row.userAgent);
    append(out, row.loop);
    out += ']';
}

} // namespace sluice
