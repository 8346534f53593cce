#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::bench {

// What a client that follows the recipe of docs/clients.md reads in a frame of Sluice's. Pure.
enum class FrameKind {
    Message, // message or personal: what has a place in the order
    Welcome,
    Drain,
    DrainCancelled,
    Disconnect,
    Gap,
    Other
};
FrameKind frameKindOf(std::string_view text);

struct WelcomeFrame {
    std::string id;
    std::string session;
    std::string node;
    std::string epoch;
    std::uint64_t offset = 0;
    bool recovered = false;
};
std::optional<WelcomeFrame> readWelcome(std::string_view text);

struct DrainFrame {
    std::string deadline; // with the node's name it tells one drain from another
    std::chrono::milliseconds reconnectIn {};
};
DrainFrame readDrain(std::string_view text);

struct DisconnectFrame {
    std::string reason;
    bool reconnect = true;
    std::chrono::milliseconds reconnectIn {};
};
DisconnectFrame readDisconnect(std::string_view text);

} // namespace sluice::bench
