#include "core/session/framecodec.h"
#include "core/session/inflater.h"
#include "core/text/utf8.h"
#include "tests/fuzz/require.h"
#include "tests/support/frameevents.h"

using namespace sluice;

namespace {

void checkEvent(const FrameEvent& event, std::size_t limit)
{
    switch (event.kind) {
    case FrameEvent::Kind::Text:
        require(isValidUtf8(event.payload));
        [[fallthrough]];
    case FrameEvent::Kind::Binary:
        require(event.payload.size() <= limit);
        break;
    case FrameEvent::Kind::Ping:
    case FrameEvent::Kind::Pong:
        require(event.payload.size() <= 125);
        break;
    case FrameEvent::Kind::Close:
        require(event.code >= 1000 && event.code <= 4999);
        require(event.payload.size() <= 123 && isValidUtf8(event.payload));
        break;
    case FrameEvent::Kind::Violation:
        require(event.code == 1002 || event.code == 1007 || event.code == 1009);
        require(!event.payload.empty());
        break;
    case FrameEvent::Kind::NeedMore:
        break;
    }
}

void checkWhole(FrameDecoder decoder, std::string stream, std::size_t limit)
{
    std::span<char> input(stream);
    static Inflater inflater;
    bool ended = false;
    for (;;) {
        FrameEvent event = decoder.next(input);
        if (event.deflated) {
            require(event.payload.size() <= deflatedLimit(limit));
            event = inflater.plain(event, limit);
            if (event.kind == FrameEvent::Kind::Violation)
                return; // a session ends here; the decoder cannot know
        }
        checkEvent(event, limit);
        if (event.kind == FrameEvent::Kind::NeedMore)
            break;
        require(!ended);
        ended = event.kind == FrameEvent::Kind::Close || event.kind == FrameEvent::Kind::Violation;
    }
    require(input.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::uint8_t settings = data[0];
    const std::string stream(data + 1, data + size);
    const std::uint32_t limit = 16U * (settings % 128U / 2);
    const bool deflate = settings >= 128;
    const FrameDecoder decoder(
        limit, settings % 2 == 0 ? FrameDecoder::Peer::Client : FrameDecoder::Peer::Server,
        deflate);
    checkWhole(decoder, stream, limit);
    const std::vector<std::string> whole
        = support::eventsOf(decoder, stream, stream.size(), stream.size());
    require(support::eventsOf(decoder, stream, 0, 1) == whole);
    require(support::eventsOf(decoder, stream, 0, 7) == whole);
    require(support::eventsOf(decoder, stream, stream.size() / 2, stream.size()) == whole);
    return 0;
}
