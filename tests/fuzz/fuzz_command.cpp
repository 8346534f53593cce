// What a client says: any text frame.
#include "core/hub/command.h"
#include "core/text/jsonobject.h"
#include "core/text/jsonstring.h"
#include "core/text/jsonwriter.h"
#include "core/text/utf8.h"
#include "tests/fuzz/require.h"

using namespace sluice;

namespace {

using State = JsonObject::State;

// What travels on as JSON must be JSON: every client reads it inside a frame of ours.
void checkJson(const std::string& data)
{
    const JsonObject wrapped("{\"data\":" + data + '}');
    require(wrapped.state() == State::Sound);
    require(*wrapped.find("data") == data); // already compact
}

bool isEchoable(const Ref& ref)
{
    return !ref || (isValidUtf8(*ref) && ref->size() <= std::size_t { 4 } * 64);
}

struct Check {
    std::string_view text;

    void operator()(const command::Say& say) const
    {
        require(isValidUtf8(say.to) && isEchoable(say.ref) && isValidUtf8(say.data));
        checkJson(say.data);
        if (say.to.empty() && !say.ref && say.data.starts_with('"') && say.data == jsonString(text))
            require(readJsonString(say.data) == text); // plain text comes out as it went in
        else
            require(say.data.size() <= 6 * text.size());
    }
    void operator()(const command::AskStatus&) const { require(text == "test" || text == "ping"); }
    void operator()(const command::Ping& ping) const { require(isEchoable(ping.ref)); }
    void operator()(const command::Refresh& refresh) const
    {
        require(isEchoable(refresh.ref) && isValidUtf8(refresh.token)
                && refresh.token.size() <= text.size());
    }
    void operator()(const command::Rejected& rejected) const
    {
        require(isEchoable(rejected.ref));
        require(rejected.code == "bad_request" || rejected.code == "unknown_type");
    }
};

// A command keeps its meaning when it is written anew, member by member.
void checkObject(std::string_view text)
{
    const JsonObject object(text);
    if (!object.isReadable())
        return;
    const std::string* data = object.find("data");
    const auto type = object.text("type");
    if (!data || !type)
        return;
    JsonWriter again;
    again.raw("data", *data).field("type", *type);
    const JsonObject copied(std::move(again).finish());
    require(copied.state() == State::Sound);
    require(*copied.find("data") == *data && copied.text("type") == type);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    checkObject(text);
    if (!isValidUtf8(text))
        return 0; // the frames' decoder lets no other through
    std::visit(Check { text }, parseCommand(text));
    return 0;
}
