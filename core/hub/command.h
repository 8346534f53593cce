#pragma once

#include "core/text/ref.h"
#include <string>
#include <string_view>
#include <variant>

namespace sluice {

// What a client's text frame asks for (PROTOCOL.md §1.2). Pure values.
namespace command {

struct Say { // to everyone, or to the client named
    std::string to;
    std::string data; // JSON text
    Ref ref;
};
struct AskStatus { }; // the bare texts `test` and `ping`
struct Ping {
    Ref ref;
};
struct Refresh {
    std::string token;
    Ref ref;
};
struct Rejected {
    std::string_view code; // of the `error` message
    Ref ref;
};

} // namespace command

using Command = std::variant<command::Say, command::AskStatus, command::Ping, command::Refresh,
                             command::Rejected>;

// A JSON object with a string `type` is a command; any other text is said to everyone.
Command parseCommand(std::string_view text);

} // namespace sluice
