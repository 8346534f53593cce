#pragma once

#include "core/drain/drainstate.h"
#include "core/text/timestamp.h"
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

// What somebody asks of a drain; what is left out is taken from the settings.
struct DrainOrder {
    std::optional<std::chrono::milliseconds> timeout; // from now to the deadline
    std::optional<std::chrono::milliseconds> delay;
    std::optional<std::chrono::milliseconds> ramp;
    std::string reason; // empty: "api"
};

// What somebody changes in a drain that runs.
struct DrainUpdate {
    std::optional<std::chrono::milliseconds> timeout; // from now to the new deadline
    std::optional<std::chrono::milliseconds> ramp;
    bool hurry = false; // evict now, the deadline in ten seconds at most
};

// How long a drain may take at most, and who says so (DRAIN.md rule 5).
struct DrainBudget {
    std::string source = "none"; // none · stop_budget · systemd
    std::optional<std::chrono::milliseconds> time; // of stop_budget
};

// A drain before it runs: what was asked, fitted into the rules.
struct DrainPlan {
    std::chrono::milliseconds timeout {};
    std::chrono::milliseconds delay {};
    std::chrono::milliseconds ramp {};
    std::string reason;
    std::vector<std::string> adjustments; // a sentence each: what was clamped, and why
};

// At every instant initial = remaining + left + evicted + forced.
struct DrainFigures {
    std::uint64_t initial = 0; // clients when it began, and who came during the delay
    std::uint64_t remaining = 0;
    std::uint64_t left = 0; // went by themselves
    std::uint64_t evicted = 0; // were closed along the ramp
    std::uint64_t forced = 0; // were closed at the deadline or by force
    std::uint64_t refused = 0; // newcomers
    std::uint64_t lostOctets = 0; // were queued for clients that had to be cut off
};

// How a client's leaving counts in a drain.
enum class LeftBy : std::uint8_t {
    Itself, // also when it was closed for a reason of its own: kicked, stale, too slow
    Eviction,
    Force
};

// Everything that can be asked of a drain, running or not.
struct DrainStatus {
    drain::State state = drain::State::Serving;
    std::string reason;
    std::optional<WallTime> started;
    std::optional<WallTime> deadline;
    std::chrono::milliseconds remaining {}; // until the deadline
    DrainPlan plan; // of the drain that runs, else the one a signal would start
    DrainFigures figures;
    double ratePerSecond = 0; // leaving clients, over the last ten seconds
    std::optional<std::chrono::milliseconds> eta; // none while nobody leaves
    DrainBudget budget;
    std::optional<int> exitCode; // once Finished: 0 drained, 3 cut short by force
};

// Once Finished, while a predecessor drains on.
struct PredecessorFigures {
    std::optional<std::uint64_t> clients; // that it has left; none: not known here
    std::chrono::milliseconds longest {}; // that it is waited for, from now on
};

// The answer to an order.
struct DrainAnswer {
    enum class Outcome : std::uint8_t {
        Done,
        Joined, // a drain ran already; its clock stands
        TooLate, // not in this state any more
        NoDrain // none runs
    };
    Outcome outcome = Outcome::Done;
    std::string why; // a sentence, unless Done
    std::vector<std::string> adjustments;
    DrainStatus status;
};

} // namespace sluice
