#pragma once

#include "app/bench/payload.h"
#include "app/bench/target.h"
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sluice::bench {

enum class Scenario { Fanout, Echo, Storm, Idle };

// One run, as asked for on the command line.
struct Plan {
    Scenario scenario = Scenario::Fanout;
    std::vector<Target> targets;
    std::uint32_t connections = 1000;
    std::uint32_t connecting = 0; // at the same time; 0: 200, or all of them in a storm
    double rate = 0; // messages a second; 0: the next one when the last has arrived everywhere
    std::size_t size = 200; // octets of payload
    std::chrono::seconds duration { 5 };
    int pid = 0; // of the server; 0: its CPU and memory are not reported
    bool raw = false; // the peer has no welcome: any server that sends text frames to all
    bool compression = false; // permessage-deflate is asked for, and must be agreed to
    bool json = false;
    std::string token;
    std::uint32_t run = 0; // stamped on every payload

    [[nodiscard]] Padding padding() const // what is to be compressed has to be like the real thing
    {
        return compression ? Padding::Rows : Padding::Alphabet;
    }
};

} // namespace sluice::bench
