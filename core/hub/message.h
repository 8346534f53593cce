#pragma once

#include "core/text/timestamp.h"
#include <cstdint>
#include <memory>
#include <string>

namespace sluice {

// What somebody wants to say, before it has a place in the order.
struct Draft {
    std::string from; // client id; empty for HTTP publishers
    std::string to; // client id; empty for everyone
    std::string data; // JSON text
    std::string idempotencyKey; // empty: none
    std::uint64_t recipients = 0; // how many clients it is for; filled in by the hub
};

// What names a message for good: its place.
inline std::string messageId(const std::string& epoch, std::uint64_t offset)
{
    return epoch + '-' + std::to_string(offset);
}

// A draft with its place in the one order (PROTOCOL.md §1.3). Immutable once made.
struct Message {
    std::string id;
    std::uint64_t offset = 0;
    std::string from;
    std::string to;
    std::string data;
    WallTime time;
    std::uint64_t recipients = 0; // when it was said
};
using SharedMessage = std::shared_ptr<const Message>;

// Its order's, which a newer order may have followed since: an id is <epoch>-<offset>.
inline std::string epochOf(const Message& message)
{
    return message.id.substr(0, message.id.rfind('-'));
}

// What was said under an Idempotency-Key.
struct KeyedMessage {
    std::string key;
    SharedMessage message;
};

} // namespace sluice
