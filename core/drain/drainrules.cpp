#include "core/drain/drainrules.h"

#include "core/text/spoken.h"
#include <algorithm>

namespace sluice {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds reserve = 2s; // of a budget, for what comes after the deadline

} // namespace

std::optional<milliseconds> DrainRules::longest() const
{
    if (!budget.time)
        return std::nullopt;
    return std::max(*budget.time - reserve, *budget.time / 2);
}

milliseconds DrainRules::closingGrace() const
{
    const auto most = longest();
    return most ? std::min(closeTimeout, (*budget.time - *most) * 3 / 4) : closeTimeout;
}

milliseconds DrainRules::longestRamp(milliseconds total, milliseconds delay)
{
    return std::min(total / 2, (total - delay) * 2 / 3);
}

milliseconds DrainRules::fitRamp(milliseconds asked, milliseconds longest,
                                 std::vector<std::string>& adjustments)
{
    if (asked <= longest)
        return asked;
    adjustments.push_back("ramp_s is cut from " + spoken(asked) + " to " + spoken(longest)
                          + ", to leave clients time before it.");
    return longest;
}

DrainPlan DrainRules::fit(const DrainOrder& order) const
{
    DrainPlan plan;
    plan.reason = order.reason.empty() ? "api" : order.reason;
    plan.timeout = order.timeout.value_or(timeout);
    if (const auto most = longest(); most && plan.timeout > *most) {
        plan.adjustments.push_back("timeout_s is cut from " + spoken(plan.timeout) + " to "
                                   + spoken(*most) + ": the stop budget is " + spoken(*budget.time)
                                   + '.');
        plan.timeout = *most;
    }
    plan.delay = order.delay.value_or(delay);
    if (plan.delay > plan.timeout / 2) {
        plan.adjustments.push_back("delay_s is cut from " + spoken(plan.delay) + " to "
                                   + spoken(plan.timeout / 2) + ", half of the timeout.");
        plan.delay = plan.timeout / 2;
    }
    plan.ramp = fitRamp(order.ramp.value_or(ramp), longestRamp(plan.timeout, plan.delay),
                        plan.adjustments);
    return plan;
}

} // namespace sluice
