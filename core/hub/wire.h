#pragma once

#include "core/hub/message.h"
#include "core/session/closereason.h"
#include "core/session/frame.h"
#include "core/text/ref.h"
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Every message of PROTOCOL.md §1.1, composed in one place. Pure: the time comes from the caller's
// clock only where it is part of the message.
namespace sluice {
class Deflater;
}

namespace sluice::wire {

// One server message in both forms: the JSON, and what ?format=text clients read.
struct Utterance {
    std::string json;
    std::string text;
};

struct Welcome {
    std::string_view clientId;
    std::string_view session;
    std::string_view node;
    std::uint64_t clients = 0;
    std::string_view epoch;
    std::uint64_t offset = 0;
    bool recovered = false;
    std::uint64_t replayed = 0;
    std::uint32_t maxMessageBytes = 0;
    std::uint32_t messagesPerMinute = 0;
    std::chrono::milliseconds pingInterval {};
};
Utterance welcome(const Welcome& facts);

struct Presence {
    std::vector<std::string> joined; // at most 100
    std::vector<std::string> left;
    std::uint64_t joinedCount = 0;
    std::uint64_t leftCount = 0;
    std::uint64_t clients = 0;
};
Utterance presence(const Presence& facts);

struct Ack {
    Ref ref;
    std::string_view id;
    std::string_view epoch;
    std::uint64_t offset = 0;
    std::uint64_t recipients = 0;
    std::int64_t remaining = -1; // budget left; below 0: no limit, written as null
};
Utterance ack(const Ack& facts);

Utterance message(const Message& message, std::string_view epoch); // `message` or `personal`
Utterance notification(std::uint64_t seq, std::uint64_t clients);
Utterance status(std::uint64_t clients, std::chrono::seconds uptime, std::uint64_t messages);
Utterance pong(const Ref& ref);
Utterance gap(std::string_view epoch, std::uint64_t from, std::uint64_t to, std::uint64_t dropped);
Utterance error(std::string_view code, const Ref& ref, std::chrono::milliseconds retryAfter = {});
Utterance disconnect(CloseReason reason, std::chrono::milliseconds reconnectIn);

struct Drain {
    std::string_view phase;
    std::string_view reason;
    WallTime deadline;
    std::chrono::milliseconds remaining {};
    std::chrono::milliseconds reconnectIn {};
};
Utterance drain(const Drain& facts);
Utterance drainCancelled();

// As text frames. `withText`: whether anyone asked for ?format=text. With a `deflater` they get a
// deflated form too, where that is worth it.
Outgoing frames(const Utterance& utterance, bool withText, std::uint64_t offset = 0,
                Deflater* deflater = nullptr);
SharedFrame frame(const Utterance& utterance, bool textFormat, std::uint64_t offset = 0,
                  Deflater* deflater = nullptr);

} // namespace sluice::wire
