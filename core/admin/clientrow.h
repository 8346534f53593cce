#pragma once

#include "core/text/timestamp.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// One client as a row of the admin stream's table. It borrows its texts: use it up at once. Pure.
struct ClientRow {
    // What is not known before the client's loop was asked.
    struct Figures {
        std::optional<WallTime> lastIn;
        std::optional<std::uint32_t> roundTripMs;
        std::optional<double> inRate; // octets a second
        std::optional<double> outRate;
        std::uint64_t inOctets = 0;
        std::uint64_t outOctets = 0;
        std::uint64_t queuedOctets = 0;
    };

    std::string_view id;
    std::string_view peer;
    std::uint16_t port = 0;
    std::string_view user;
    bool closing = false;
    WallTime connectedAt;
    std::optional<Figures> figures;
    std::string_view subprotocol;
    std::string_view userAgent;
    std::uint32_t loop = 0;
};

constexpr std::array<std::string_view, 16> clientColumns {
    "id",           "peer",        "port",       "user",     "state",    "connected_at",
    "last_in_at",   "rtt_ms",      "in_rate",    "out_rate", "in_bytes", "out_bytes",
    "queued_bytes", "subprotocol", "user_agent", "loop"
};

// Appends the row as a JSON array in the order of clientColumns; null where nothing is known.
void appendRow(std::string& out, const ClientRow& row);

} // namespace sluice
