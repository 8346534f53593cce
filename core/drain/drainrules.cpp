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

milliseconds DrainRules::fitRamp(milliseconds asked, milliseconds total,
                                 std::vector<std::string>& adjustments) const
{
    if (asked <= total / 2)
        return asked;
    adjustments.push_back("ramp_s is cut from " + spoken(asked) + " to " + spoken(total / 2)
                          + ", half of the timeout.");
    return total / 2;
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
    plan.ramp = fitRamp(order.ramp.value_or(ramp), plan.timeout, plan.adjustments);
    return plan;
}

} // namespace sluice
