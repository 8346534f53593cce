#pragma once

#include "core/net/handshakeline.h"
#include <cstdint>
#include <functional>

namespace sluice {

class DrainPort;
class EpollDispatcher;
class GuessLimit;
class HubPort;
class Metrics;
class TimerWheel;
class TurnShares;
class UpgradeSink;
struct Settings;
struct Vitals;

// What the HTTP side of one loop works with. Everything outlives the loop's HttpServer; wheel,
// dispatcher, line, shares and upgrades belong to the same loop.
struct HttpServices {
    const Settings& settings;
    Vitals& vitals;
    Metrics& metrics;
    HubPort& hub;
    DrainPort& drain;
    UpgradeSink& upgrades;
    TimerWheel& wheel;
    EpollDispatcher& dispatcher;
    HandshakeLine::Wing& line;
    TurnShares& shares;
    std::function<std::int64_t()> slowestLoopMs; // since the slowest loop last turned
    GuessLimit* guesses = nullptr; // null: wrong tokens are not counted
};

} // namespace sluice
