#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice {

// Every way the server ends a session (PROTOCOL.md §1.4).
enum class CloseReason : std::uint8_t {
    ServerShutdown,
    NotAccepting,
    Stale,
    ProtocolError,
    InvalidClientId,
    BinaryNotSupported,
    InvalidUtf8,
    Unauthorized,
    TokenExpired,
    OriginDenied,
    RateLimited,
    SlowConsumer,
    ClientIdInUse,
    Replaced,
    Kicked,
    TooManyConnections,
    MessageTooBig,
    InternalError
};

struct CloseRow {
    CloseReason reason;
    std::uint16_t code; // RFC 6455 §7.4
    std::string_view token; // on the wire, in logs and metrics
    bool reconnect; // whether a client should come back
    int httpStatus; // the answer instead, with refuse_with=http
    std::string_view usedWhen;
};

const CloseRow& closeRow(CloseReason reason); // one row each, checked by a test

} // namespace sluice
