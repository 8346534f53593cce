#pragma once

#include "core/drain/drainplan.h"
#include <chrono>

namespace sluice {

// What the settings allow a drain, and how an order is fitted into it (DRAIN.md rules 4 and 5).
// Pure.
struct DrainRules {
    std::chrono::milliseconds timeout { std::chrono::minutes(30) };
    std::chrono::milliseconds delay {};
    std::chrono::milliseconds ramp { std::chrono::minutes(2) };
    DrainBudget budget;
    int signalsToForce = 3;
    std::chrono::milliseconds hurriedTimeout { std::chrono::seconds(10) };
    std::chrono::milliseconds closeTimeout { std::chrono::seconds(5) }; // flush and Close of one

    // From the beginning to the deadline at most; none without a budget.
    std::optional<std::chrono::milliseconds> longest() const;
    // For those who are left at the deadline to be told and to answer.
    std::chrono::milliseconds closingGrace() const;
    DrainPlan fit(const DrainOrder& order) const;
    // Half of the time there is, and less behind a long delay: everyone's slot is between the two.
    static std::chrono::milliseconds longestRamp(std::chrono::milliseconds total,
                                                 std::chrono::milliseconds delay);
    static std::chrono::milliseconds fitRamp(std::chrono::milliseconds asked,
                                             std::chrono::milliseconds longest,
                                             std::vector<std::string>& adjustments);
};

} // namespace sluice
