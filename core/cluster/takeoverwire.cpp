#include "core/cluster/takeoverwire.h"

#include "core/cluster/takeoverfields.h"
#include "core/text/jsonwriter.h"
#include <algorithm>
#include <array>
#include <utility>

namespace sluice::takeover {

namespace {

constexpr std::array<std::string_view, 4> outcomes { "appended", "repeated", "key_reused",
                                                     "not_available" };

void write(JsonWriter& json, const Message& message)
{
    json.field("id", message.id)
        .field("offset", message.offset)
        .field("from", message.from)
        .field("to", message.to)
        .field("data", message.data) // as text: it must come out octet by octet
        .field("time_us", microseconds(message.time))
        .field("recipients", message.recipients);
}

// What each kind of line is called, and its fields.
struct Writer {
    JsonWriter json;

    JsonWriter& type(std::string_view name) { return json.field("type", name); }

    void operator()(const Who&) { type("who"); }
    void operator()(const Instance& line)
    {
        type("instance")
            .field("version", line.version)
            .field("pid", line.pid)
            .field("port", std::uint64_t { line.port })
            .field("clients", line.clients)
            .field("elsewhere", line.elsewhere)
            .field("draining", line.draining)
            .field("last_failure", line.lastFailure);
    }
    void operator()(const Ask& line)
    {
        type("ask")
            .field("protocol", line.protocol)
            .field("version", line.version)
            .field("pid", line.pid);
    }
    void operator()(const Prepared&) { type("prepared"); }
    void operator()(const Failed& line) { type("failed").field("why", line.why); }
    void operator()(const Refused& line) { type("refused").field("why", line.why); }
    void operator()(const Estate& line)
    {
        type("estate")
            .field("version", line.version)
            .field("pid", line.pid)
            .field("host", line.host)
            .field("port", std::uint64_t { line.port })
            .field("epoch", line.epoch)
            .field("head", line.head)
            .field("session_key", line.sessionKey)
            .field("paused", line.paused)
            .field("fleet", line.fleet)
            .field("file", line.file);
    }
    void operator()(const Past& line)
    {
        type("past");
        write(json, line.message);
    }
    void operator()(const Key& line)
    {
        type("key").field("key", line.key);
        write(json, line.message);
    }
    void operator()(const Complete&) { type("complete"); }
    void operator()(const Yours&) { type("yours"); }
    void operator()(const Append& line)
    {
        type("append")
            .field("number", line.number)
            .field("from", line.draft.from)
            .field("to", line.draft.to)
            .field("data", line.draft.data)
            .field("key", line.draft.idempotencyKey)
            .field("recipients", line.draft.recipients);
    }
    void operator()(const Appended& line)
    {
        type("appended")
            .field("number", line.number)
            .field("outcome", outcomes.at(static_cast<std::size_t>(line.outcome)))
            .field("id", line.id)
            .field("offset", line.offset)
            .field("recipients", line.recipients);
    }
    void operator()(const Delivered& line)
    {
        type("delivered");
        write(json, line.message);
    }
    void operator()(const Presence& line)
    {
        type("presence").strings("joined", line.joined).strings("left", line.left);
    }
    void operator()(const TakenOver& line) { type("taken_over").field("id", line.id); }
    void operator()(const Close& line)
    {
        type("close").field("id", line.id).field("reason", static_cast<std::uint64_t>(line.reason));
    }
    void operator()(const Said& line)
    {
        type("said").field("json", line.utterance.json).field("text", line.utterance.text);
    }
};

Message messageOf(Fields& fields)
{
    Message message;
    message.id = fields.text("id");
    message.offset = fields.number("offset");
    message.from = fields.text("from");
    message.to = fields.text("to");
    message.data = fields.text("data");
    message.time = wallTime(fields.signedNumber("time_us"));
    message.recipients = fields.number("recipients");
    return message;
}

Line instance(Fields& fields)
{
    Instance line;
    line.version = fields.text("version");
    line.pid = fields.signedNumber("pid");
    line.port = static_cast<std::uint16_t>(fields.number("port", 65535));
    line.clients = fields.number("clients");
    line.elsewhere = fields.number("elsewhere");
    line.draining = fields.truth("draining");
    line.lastFailure = fields.text("last_failure");
    return line;
}

Line estate(Fields& fields)
{
    Estate line;
    line.version = fields.text("version");
    line.pid = fields.signedNumber("pid");
    line.host = fields.text("host");
    line.port = static_cast<std::uint16_t>(fields.number("port", 65535));
    line.epoch = fields.text("epoch");
    line.head = fields.number("head");
    line.sessionKey = fields.text("session_key");
    line.paused = fields.truth("paused");
    line.fleet = fields.truth("fleet");
    line.file = fields.truth("file");
    return line;
}

Line append(Fields& fields)
{
    Append line;
    line.number = fields.number("number");
    line.draft.from = fields.text("from");
    line.draft.to = fields.text("to");
    line.draft.data = fields.text("data");
    line.draft.idempotencyKey = fields.text("key");
    line.draft.recipients = fields.number("recipients");
    return line;
}

Line appended(Fields& fields)
{
    Appended line;
    line.number = fields.number("number");
    const std::string outcome = fields.text("outcome");
    const auto* const found = std::find(outcomes.begin(), outcomes.end(), outcome);
    if (found == outcomes.end())
        fields.complain("outcome");
    else
        line.outcome = static_cast<Outcome>(found - outcomes.begin());
    line.id = fields.text("id");
    line.offset = fields.number("offset");
    line.recipients = fields.number("recipients");
    return line;
}

struct Kind {
    std::string_view type;
    Line (*read)(Fields& fields);
};

const std::array kinds {
    Kind { "who", [](Fields&) -> Line { return Who {}; } },
    Kind { "instance", instance },
    Kind { "ask",
           [](Fields& fields) -> Line {
               return Ask { static_cast<int>(fields.number("protocol", 1'000'000)),
                            fields.text("version"), fields.signedNumber("pid") };
           } },
    Kind { "prepared", [](Fields&) -> Line { return Prepared {}; } },
    Kind { "failed", [](Fields& fields) -> Line { return Failed { fields.text("why") }; } },
    Kind { "refused", [](Fields& fields) -> Line { return Refused { fields.text("why") }; } },
    Kind { "estate", estate },
    Kind { "past", [](Fields& fields) -> Line { return Past { messageOf(fields) }; } },
    Kind { "key",
           [](Fields& fields) -> Line {
               return Key { fields.text("key"), messageOf(fields) };
           } },
    Kind { "complete", [](Fields&) -> Line { return Complete {}; } },
    Kind { "yours", [](Fields&) -> Line { return Yours {}; } },
    Kind { "append", append },
    Kind { "appended", appended },
    Kind { "delivered", [](Fields& fields) -> Line { return Delivered { messageOf(fields) }; } },
    Kind { "presence",
           [](Fields& fields) -> Line {
               return Presence { fields.texts("joined"), fields.texts("left") };
           } },
    Kind { "taken_over", [](Fields& fields) -> Line { return TakenOver { fields.text("id") }; } },
    Kind { "close",
           [](Fields& fields) -> Line {
               constexpr auto last = static_cast<std::uint64_t>(CloseReason::InternalError);
               return Close { fields.text("id"),
                              static_cast<CloseReason>(fields.number("reason", last)) };
           } },
    Kind { "said",
           [](Fields& fields) -> Line {
               return Said { { fields.text("json"), fields.text("text") } };
           } },
};

} // namespace

std::string encode(const Line& line)
{
    Writer writer;
    std::visit(writer, line);
    return std::move(writer.json).finish() + '\n';
}

std::variant<Line, Malformed> decode(std::string_view text)
{
    Fields fields(text);
    if (!fields.isObject())
        return Malformed { Fault::NotJson, {} };
    const std::string type = fields.text("type");
    if (type.empty())
        return Malformed { Fault::NoType, {} };
    const auto* const kind = std::find_if(kinds.begin(), kinds.end(),
                                          [&type](const Kind& each) { return each.type == type; });
    if (kind == kinds.end())
        return Malformed { Fault::UnknownType, type };
    Line line = kind->read(fields);
    if (!fields.complaint().empty())
        return Malformed { Fault::BadField, fields.complaint() };
    return line;
}

std::string_view name(Fault fault)
{
    switch (fault) {
    case Fault::NotJson:
        return "not a JSON object";
    case Fault::NoType:
        return "a line without a type";
    case Fault::UnknownType:
        return "a line of an unknown type";
    case Fault::BadField:
        return "a field that is missing or wrong";
    }
    return {};
}

} // namespace sluice::takeover
