#include "core/http/healthhandlers.h"

#include "core/http/httpservices.h"
#include "core/http/router.h"
#include "core/observe/vitals.h"
#include "core/runtime/ioloop.h"
#include "core/text/jsonwriter.h"
#include <string_view>
#include <utility>

namespace sluice {

namespace {

Response health(const Vitals& vitals)
{
    const bool draining = vitals.readiness >= Readiness::Announced;
    JsonWriter json;
    json.field("status", draining ? "draining" : "ok")
        .field("clients", vitals.clients.load())
        .field("uptime_s", vitals.uptimeSeconds())
        .field("version", vitals.version)
        .field("node", vitals.node);
    return Response::json(std::move(json).finish(), draining ? 503 : 200);
}

Response live(std::int64_t silenceMs)
{
    const bool stuck = silenceMs > IoLoop::stuckAfterMs;
    JsonWriter json;
    json.field("status", stuck ? "stuck" : "ok").field("slowest_loop_ms", silenceMs);
    return Response::json(std::move(json).finish(), stuck ? 503 : 200);
}

// Who cannot publish here cannot do so elsewhere either, and clients are best left where they are:
// then the status is "degraded", but 200.
Response ready(const Vitals& vitals, std::int64_t silenceMs)
{
    const Readiness readiness = vitals.readiness;
    const std::string_view word = readinessWord(readiness);
    const bool isReady = readiness == Readiness::Ready;
    const bool isWhole = vitals.takesMessages;
    JsonWriter json;
    json.field("status", isReady && !isWhole ? "degraded" : word)
        .open("checks")
        .field("accepting", isReady ? "ok" : word)
        .field("messages", isWhole ? std::string_view("ok") : "not_available")
        .field("loops", silenceMs > IoLoop::stuckAfterMs ? std::string_view("stuck") : "ok")
        .close();
    return Response::json(std::move(json).finish(), isReady ? 200 : 503);
}

} // namespace

void addHealthRoutes(Router& router, const HttpServices& services)
{
    router.add("GET", "/health", Access::Open,
               [&services](const Request&, const Reply& reply) { reply(health(services.vitals)); });
    router.add("GET", "/livez", Access::Open, [&services](const Request&, const Reply& reply) {
        reply(live(services.slowestLoopMs()));
    });
    router.add("GET", "/readyz", Access::Open, [&services](const Request&, const Reply& reply) {
        reply(ready(services.vitals, services.slowestLoopMs()));
    });
}

} // namespace sluice
