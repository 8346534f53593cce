#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sluice {

// Who a token says its bearer is.
struct Identity {
    std::string user; // empty: nobody in particular
    bool bySubject = false; // by a JWT, whose subject has one client id and no other's
    std::optional<std::chrono::sys_seconds> validUntil; // clock skew included; nothing: for ever
};

// Why somebody is not let in. For the log: strangers are not told.
struct Denial {
    std::string_view why;
    bool guessed = false; // the token was never one of ours; not merely stale or for others
};

using Admittance = std::variant<Identity, Denial>;

} // namespace sluice
