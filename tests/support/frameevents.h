#pragma once

#include "core/session/framecodec.h"
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace sluice::support {

// One line an event: "Text hello", "Close 1000 bye", "Violation 1002 a frame has …".
inline std::string describe(const FrameEvent& event)
{
    static constexpr std::string_view names[]
        = { "NeedMore", "Text", "Binary", "Ping", "Pong", "Close", "Violation" };
    std::string line(names[static_cast<std::size_t>(event.kind)]);
    if (event.code != 0)
        line += ' ' + std::to_string(event.code);
    if (!event.payload.empty())
        line += ' ' + std::string(event.payload);
    return line;
}

// Feeds one chunk from a buffer of exactly its size, so that a sanitizer sees a step beyond it.
inline void feed(FrameDecoder& decoder, std::string_view chunk, std::vector<std::string>& events)
{
    const auto buffer = std::make_unique<char[]>(chunk.size());
    std::copy(chunk.begin(), chunk.end(), buffer.get());
    std::span<char> input(buffer.get(), chunk.size());
    for (;;) {
        const FrameEvent event = decoder.next(input);
        if (event.kind == FrameEvent::Kind::NeedMore)
            break;
        events.push_back(describe(event));
    }
    if (!input.empty())
        events.emplace_back("NeedMore with input left");
}

// The events of a stream that arrives cut into chunks of `size`, after a first one of `first`.
inline std::vector<std::string> eventsOf(FrameDecoder decoder, std::string_view stream,
                                         std::size_t first, std::size_t size)
{
    std::vector<std::string> events;
    feed(decoder, stream.substr(0, first), events);
    for (std::size_t at = first; at < stream.size(); at += size)
        feed(decoder, stream.substr(at, size), events);
    return events;
}

} // namespace sluice::support
