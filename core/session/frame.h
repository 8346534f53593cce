#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace sluice {

// One WebSocket frame, ready for the wire, shared by everyone it goes to.
struct Frame {
    std::string octets;
    std::uint64_t offset = 0; // of the message inside; 0 when it has no place in the order
    // The same message for those who agreed to permessage-deflate; empty where it was not made.
    std::string deflated {};

    const std::string& octetsFor(bool deflate) const
    {
        return deflate && !deflated.empty() ? deflated : octets;
    }
};
using SharedFrame = std::shared_ptr<const Frame>;

inline SharedFrame makeFrame(std::string octets)
{
    return std::make_shared<const Frame>(Frame { std::move(octets) });
}

// The same utterance for JSON clients and for those that asked for ?format=text. `text` is null
// when the maker knew that no such client exists.
struct Outgoing {
    SharedFrame json;
    SharedFrame text;

    const SharedFrame& in(bool textFormat) const { return textFormat && text ? text : json; }
};

} // namespace sluice
