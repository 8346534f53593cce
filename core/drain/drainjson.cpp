#include "core/drain/drainjson.h"

#include "core/text/jsonwriter.h"
#include <utility>

namespace sluice {

namespace {

double seconds(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

void writeTime(JsonWriter& json, std::string_view name, const std::optional<WallTime>& time)
{
    if (time)
        json.field(name, timestamp(*time));
    else
        json.null(name);
}

} // namespace

void writeDrain(JsonWriter& json, const DrainStatus& status)
{
    json.field("state", drain::name(status.state)).field("reason", status.reason);
    writeTime(json, "started", status.started);
    writeTime(json, "deadline", status.deadline);
    const DrainFigures& figures = status.figures;
    json.field("remaining_ms", std::int64_t { status.remaining.count() })
        .field("initial", figures.initial)
        .field("remaining", figures.remaining)
        .field("left", figures.left)
        .field("evicted", figures.evicted)
        .field("forced", figures.forced)
        .field("refused", figures.refused)
        .field("rate_per_s", oneDecimal(status.ratePerSecond));
    if (status.eta)
        json.field("eta_ms", std::int64_t { status.eta->count() });
    else
        json.null("eta_ms");
    json.open("budget").field("source", status.budget.source);
    if (status.budget.time)
        json.field("seconds", seconds(*status.budget.time));
    else
        json.null("seconds");
    json.close();
    json.field("timeout_s", seconds(status.plan.timeout))
        .field("delay_s", seconds(status.plan.delay))
        .field("ramp_s", seconds(status.plan.ramp));
    if (status.exitCode)
        json.field("exit_code", *status.exitCode);
}

std::string drainJson(const DrainStatus& status)
{
    JsonWriter json;
    writeDrain(json, status);
    return std::move(json).finish();
}

std::string planJson(const DrainPlan& plan)
{
    JsonWriter json;
    json.field("dry_run", true)
        .field("reason", plan.reason)
        .field("timeout_s", seconds(plan.timeout))
        .field("delay_s", seconds(plan.delay))
        .field("ramp_s", seconds(plan.ramp))
        .strings("adjustments", plan.adjustments);
    return std::move(json).finish();
}

} // namespace sluice
