#include "core/http/acceptinghandler.h"

#include "core/http/httpservices.h"
#include "core/http/jsonbody.h"
#include "core/http/router.h"
#include "core/hub/hubport.h"
#include "core/text/jsonwriter.h"
#include <utility>
#include <variant>

namespace sluice {

namespace {

Response acceptingReply(bool wanted, bool accepting)
{
    if (wanted && !accepting)
        return problem(409, "draining", "A draining server accepts nobody.");
    JsonWriter json;
    json.field("enabled", accepting);
    return Response::json(std::move(json).finish());
}

void setAccepting(HubPort& hub, const Request& request, Reply reply)
{
    auto body = jsonBody(request);
    if (auto* refusal = std::get_if<Response>(&body))
        return reply(std::move(*refusal));
    const QJsonValue enabled = std::get<QJsonObject>(body).value(QLatin1String("enabled"));
    if (!enabled.isBool())
        return reply(problem(400, "bad_request", "The object needs \"enabled\": true or false."));
    const bool wanted = enabled.toBool();
    hub.setAccepting(wanted, [wanted, reply = std::move(reply)](bool accepting) {
        reply(acceptingReply(wanted, accepting));
    });
}

} // namespace

void addAcceptingRoute(Router& router, const HttpServices& services)
{
    HubPort& hub = services.hub;
    router.add("PUT", "/api/v1/accepting", Access::Change,
               [&hub](const Request& request, Reply reply) {
                   setAccepting(hub, request, std::move(reply));
               });
}

} // namespace sluice
