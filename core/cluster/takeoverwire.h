#pragma once

#include "core/hub/message.h"
#include "core/hub/wire.h"
#include "core/session/closereason.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What an instance and its successor say to each other over the control socket: one JSON object a
// line, UTF-8. Unknown fields are ignored, and so are lines of an unknown type. Pure.
namespace sluice::takeover {

inline constexpr int protocol = 1;
// Until the other side has said what it wants; then a line holds a message of any allowed size.
inline constexpr std::size_t longestGreeting = std::size_t { 64 } * 1024;
inline constexpr std::size_t longestLine = std::size_t { 160 } * 1024 * 1024;

// Anybody → instance: who are you?
struct Who { };
struct Instance {
    std::string version;
    std::int64_t pid = 0;
    std::uint16_t port = 0;
    std::uint64_t clients = 0;
    std::uint64_t elsewhere = 0; // clients of predecessors that drain
    bool draining = false;
    std::string lastFailure; // why the last takeover came to nothing; empty: none was tried
};

// Successor → instance, in this order.
struct Ask { // for the place
    int protocol = takeover::protocol;
    std::string version;
    std::int64_t pid = 0;
};
struct Prepared { }; // could serve from now on
struct Failed {
    std::string why;
};

// Instance → successor, in this order.
struct Refused {
    std::string why;
};
struct Estate { // the listening descriptor comes with it
    std::string version;
    std::int64_t pid = 0;
    std::string host; // as the instance's settings have it
    std::uint16_t port = 0; // where it listens
    std::string epoch;
    std::uint64_t head = 0;
    std::string sessionKey;
    bool paused = false; // by an operator
    bool fleet = false; // the order is in Redis, and does not go over
    bool file = false; // the order is in a history file
};
struct Past { // a message that can still be resumed from; oldest first
    Message message;
};
struct Key { // of a publication that may be repeated
    std::string key;
    Message message;
};
struct Complete { }; // that was all
struct Yours { }; // the place: from here on the successor's order holds

// Afterwards: the predecessor's publishers and the successor's order.
struct Append {
    std::uint64_t number = 0; // names the answer
    Draft draft;
};
enum class Outcome : std::uint8_t { Appended, Repeated, KeyReused, NotAvailable };
struct Appended {
    std::uint64_t number = 0;
    Outcome outcome = Outcome::NotAvailable;
    std::string id; // these three with Appended and Repeated
    std::uint64_t offset = 0;
    std::uint64_t recipients = 0;
};
struct Delivered {
    Message message;
};

// Both ways: who is where. The first one of the predecessor comes before Complete and names all.
struct Presence {
    std::vector<std::string> joined;
    std::vector<std::string> left;
};
struct TakenOver { // by the side that says it
    std::string id;
};
struct Close {
    std::string id;
    CloseReason reason = CloseReason::Kicked;
};
struct Said {
    wire::Utterance utterance;
};

using Line
    = std::variant<Who, Instance, Ask, Prepared, Failed, Refused, Estate, Past, Key, Complete,
                   Yours, Append, Appended, Delivered, Presence, TakenOver, Close, Said>;

std::string encode(const Line& line); // with its line feed

enum class Fault : std::uint8_t {
    NotJson,
    NoType,
    UnknownType, // of a later version: to be passed over
    BadField
};
struct Malformed {
    Fault fault = Fault::NotJson;
    std::string where; // the type or the field
};
std::variant<Line, Malformed> decode(std::string_view text); // one line, without its line feed
std::string_view name(Fault fault);

} // namespace sluice::takeover
