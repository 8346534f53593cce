#pragma once

#include "core/auth/identity.h"
#include "core/http/request.h"
#include "core/hub/message.h"
#include "core/session/closereason.h"
#include "core/session/frame.h"
#include "core/session/session.h"
#include "core/session/sessionkey.h"
#include "core/text/ref.h"
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What travels between the I/O loops and the control thread: values only.
namespace sluice {

// A handshake is done; the hub decides whether the session becomes a client.
struct Arrival {
    SessionKey key;
    std::string requestedId; // empty: the hub assigns one
    std::string sessionToken; // ?session=, unverified
    std::optional<std::pair<std::string, std::uint64_t>> resumeAfter; // ?epoch=&offset=
    bool textFormat = false;
    bool deflate = false; // permessage-deflate was agreed to
    PeerAddress peer;
    std::string userAgent;
    std::string subprotocol;
    Identity identity; // by its token
};

// A client's message, already parsed and paid for.
struct Inbound {
    SessionKey key;
    std::string to;
    std::string data;
    Ref ref;
    std::int64_t remaining = -1;
};

// One broadcast: the same frame for every open session of the loop, but for those named.
struct Delivery {
    Outgoing frame;
    std::optional<SessionKey> except; // the sender
    // These get another frame instead, or nothing when it is null (presence of one's own arrival);
    // keys rising.
    std::vector<std::pair<SessionKey, Outgoing>> instead;
    WallTime publishedAt; // of a message; else the epoch
};
using SharedDelivery = std::shared_ptr<const Delivery>;

// What a session can tell of its traffic.
struct SessionSample {
    SessionKey key;
    std::chrono::steady_clock::time_point lastIn; // the epoch: nothing came yet
    std::uint64_t inOctets = 0;
    std::uint64_t outOctets = 0;
    std::uint64_t queuedOctets = 0;
    std::optional<std::uint32_t> roundTripMs;
    bool closing = false;

    bool operator==(const SessionSample&) const = default;
};
enum class Sampling : std::uint8_t {
    Afresh, // every client
    Changes, // who differs from the last sample
    Stop // nobody asks any more: no answer
};

// The warning that every client gets when a drain begins, with a slot of its own in which to leave.
struct DrainNotice {
    std::string phase;
    std::string reason;
    WallTime deadline;
    std::chrono::milliseconds remaining {};
    std::chrono::milliseconds slotWindow {}; // slots are spread evenly over this
    std::uint64_t firstSlot = 0; // of this loop's clients …
    std::uint64_t totalSlots = 0; // … among those of all loops
};

} // namespace sluice
