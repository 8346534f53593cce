#include "core/http/drainhandlers.h"

#include "core/drain/drainfields.h"
#include "core/drain/drainjson.h"
#include "core/drain/drainport.h"
#include "core/http/httpservices.h"
#include "core/http/jsonbody.h"
#include "core/http/router.h"
#include "core/text/ascii.h"
#include "core/text/jsonwriter.h"
#include <utility>
#include <variant>

namespace sluice {

namespace {

using Outcome = DrainAnswer::Outcome;

// Who only wants the defaults need not send a body.
std::variant<QJsonObject, Response> bodyOf(const Request& request)
{
    return request.body.empty() ? QJsonObject() : jsonBody(request);
}

// What `parse` makes of the body, or the reply that says what is wrong with it.
template <class Result>
std::variant<Result, Response>
parsed(const Request& request, std::variant<Result, std::string> (*parse)(const QJsonObject&))
{
    const auto body = bodyOf(request);
    if (const auto* refusal = std::get_if<Response>(&body))
        return *refusal;
    auto result = parse(std::get<QJsonObject>(body));
    if (const auto* complaint = std::get_if<std::string>(&result))
        return problem(400, "bad_request", *complaint);
    return std::get<Result>(std::move(result));
}

std::optional<Response> refusalOf(const DrainAnswer& answer)
{
    if (answer.outcome == Outcome::NoDrain)
        return problem(409, "no_drain", "No drain is running.");
    if (answer.outcome == Outcome::TooLate)
        return problem(409, "too_late", "Nothing changed: " + answer.why + '.');
    return {};
}

std::string answerJson(const DrainAnswer& answer)
{
    JsonWriter json;
    writeDrain(json, answer.status);
    json.field("joined", answer.outcome == Outcome::Joined)
        .strings("adjustments", answer.adjustments);
    return std::move(json).finish();
}

std::function<void(DrainAnswer)> answering(int status, Reply reply)
{
    return [status, reply = std::move(reply)](const DrainAnswer& answer) {
        reply(refusalOf(answer).value_or(Response::json(answerJson(answer), status)));
    };
}

void begin(DrainPort& drain, const Request& request, Reply reply)
{
    auto wish = parsed<DrainRequest>(request, parseDrainRequest);
    if (auto* refusal = std::get_if<Response>(&wish))
        return reply(std::move(*refusal));
    auto& [order, dryRun] = std::get<DrainRequest>(wish);
    if (!dryRun)
        return drain.requestDrain(std::move(order), answering(202, std::move(reply)));
    drain.planDrain(std::move(order), [reply = std::move(reply)](const DrainPlan& plan) {
        reply(Response::json(planJson(plan)));
    });
}

void show(DrainPort& drain, const Request&, Reply reply)
{
    drain.drainStatus([reply = std::move(reply)](const DrainStatus& status) {
        reply(Response::json(drainJson(status)));
    });
}

void update(DrainPort& drain, const Request& request, Reply reply)
{
    auto wish = parsed<DrainUpdate>(request, parseDrainUpdate);
    if (auto* refusal = std::get_if<Response>(&wish))
        return reply(std::move(*refusal));
    drain.updateDrain(std::get<DrainUpdate>(wish), answering(200, std::move(reply)));
}

// For orders that take nothing.
std::optional<Response> refusalOfMembers(const Request& request)
{
    const auto body = bodyOf(request);
    if (const auto* refusal = std::get_if<Response>(&body))
        return *refusal;
    if (const auto complaint = complainOfMembers(std::get<QJsonObject>(body)); !complaint.empty())
        return problem(400, "bad_request", complaint);
    return {};
}

void cancel(DrainPort& drain, const Request& request, Reply reply)
{
    if (const auto refusal = refusalOfMembers(request))
        return reply(*refusal);
    drain.cancelDrain(answering(200, std::move(reply)));
}

void force(DrainPort& drain, const Request& request, Reply reply)
{
    if (const auto refusal = refusalOfMembers(request))
        return reply(*refusal);
    drain.forceDrain(answering(202, std::move(reply)));
}

} // namespace

void addDrainRoutes(Router& router, const HttpServices& services)
{
    DrainPort& drain = services.drain;
    const auto with = [&drain](void (*handle)(DrainPort&, const Request&, Reply)) {
        return [&drain, handle](const Request& request, Reply reply) {
            handle(drain, request, std::move(reply));
        };
    };
    router.add("GET", "/api/v1/drain", Access::Read, with(show));
    router.add("POST", "/api/v1/drain", Access::Change, with(begin));
    router.add("PATCH", "/api/v1/drain", Access::Change, with(update));
    router.add("DELETE", "/api/v1/drain", Access::Change, with(cancel));
    router.add("POST", "/api/v1/drain/force", Access::Change, with(force));
}

} // namespace sluice
