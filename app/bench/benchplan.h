#pragma once

#include "app/bench/target.h"
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sluice::bench {

enum class Scenario { Fanout, Echo, Storm, Idle, Publish, Follow };

// One run, as asked for on the command line.
struct Plan {
    Scenario scenario = Scenario::Fanout;
    std::vector<Target> targets;
    std::uint32_t connections = 1000; // in Publish: the publishers
    std::uint32_t receivers = 1; // only in Publish: WebSocket clients that check
    std::uint32_t stalled = 0; // clients beside them that never read
    std::uint32_t connecting = 0; // at the same time; 0: 200, or all of them in a storm
    double rate = 0; // messages a second; 0: the next one when the last has arrived everywhere
    std::size_t size = 200; // octets of payload
    std::chrono::seconds duration { 5 };
    std::vector<int> pids; // of the servers; none: their CPU and memory are not reported
    bool cluster = false; // the targets are one: what is sent to one arrives at the clients of all
    bool raw = false; // the peer has no welcome: any server that sends text frames to all
    bool compression = false; // permessage-deflate is asked for, and must be agreed to
    bool json = false;
    std::string token;
    std::string clientToken; // empty: the same
    const std::string& handshakeToken() const { return clientToken.empty() ? token : clientToken; }
    std::uint32_t run = 0; // stamped on every payload

    // WebSocket clients that count; those that stall have the indices behind them.
    [[nodiscard]] std::uint32_t listeners() const
    {
        return scenario == Scenario::Publish ? receivers : connections;
    }
    // Clients that hear the same messages; client i is in group i % groups().
    [[nodiscard]] std::uint32_t groups() const
    {
        return cluster ? 1 : static_cast<std::uint32_t>(targets.size());
    }
};

} // namespace sluice::bench
