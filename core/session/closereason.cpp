#include "core/session/closereason.h"
#include <array>
#include <cstddef>

namespace sluice {

namespace {

using enum CloseReason;

// In the order of the enumeration, so that a reason is its row's index.
constexpr std::array rows {
    CloseRow { ServerShutdown, 1001, "server_shutdown", true, 503,
               "the server drains: at its pace, at the deadline, by force, or for a newcomer" },
    CloseRow { NotAccepting, 1001, "not_accepting", true, 503,
               "an operator has paused the server and a newcomer knocks" },
    CloseRow { Stale, 1001, "stale", true, 408, "no pong came within the pong timeout" },
    CloseRow { ProtocolError, 1002, "protocol_error", false, 400,
               "the peer's octets break RFC 6455" },
    CloseRow { InvalidClientId, 1003, "invalid_client_id", false, 400,
               "the path names a client id outside ^[A-Za-z0-9_.-]{1,64}$" },
    CloseRow { BinaryNotSupported, 1003, "binary_not_supported", false, 415,
               "a binary message came where only text is spoken" },
    CloseRow { InvalidUtf8, 1007, "invalid_utf8", false, 400,
               "a text message or a close reason is not UTF-8" },
    CloseRow { Unauthorized, 1008, "unauthorized", false, 401,
               "the token is missing, wrong or for somebody else" },
    CloseRow { TokenExpired, 1008, "token_expired", true, 401,
               "the token ran out during the session and was not refreshed" },
    CloseRow { OriginDenied, 1008, "origin_denied", false, 403,
               "a browser came from an origin that is not allowed" },
    CloseRow { RateLimited, 1008, "rate_limited", true, 429,
               "the client kept sending over its budget, or connects too often" },
    CloseRow { SlowConsumer, 1008, "slow_consumer", true, 503,
               "the client reads slower than it is sent to and its queue is full" },
    CloseRow { ClientIdInUse, 1008, "client_id_in_use", false, 403,
               "another client is connected under this id" },
    CloseRow { Replaced, 1008, "replaced", false, 403,
               "the same client connected anew and this connection is its old one" },
    CloseRow { Kicked, 1008, "kicked", false, 403, "an operator closed this session" },
    CloseRow { TooManyConnections, 1008, "too_many_connections", true, 503,
               "the server, or the client's address, is at its limit of connections" },
    CloseRow { MessageTooBig, 1009, "message_too_big", false, 413,
               "a message is longer than the limit announced in the welcome" },
    CloseRow { InternalError, 1011, "internal_error", true, 500,
               "the server met a condition it cannot serve the session in" },
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].reason != static_cast<CloseReason>(i))
            return false;
    }
    return rows.back().reason == InternalError;
}
static_assert(inOrder());

} // namespace

const CloseRow& closeRow(CloseReason reason)
{
    return rows.at(static_cast<std::size_t>(reason));
}

} // namespace sluice
