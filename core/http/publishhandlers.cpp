#include "core/http/publishhandlers.h"

#include "core/http/httpservices.h"
#include "core/http/jsonbody.h"
#include "core/http/router.h"
#include "core/hub/hubport.h"
#include "core/settings/settings.h"
#include "core/text/jsoncopy.h"
#include "core/text/jsonvalue.h"
#include "core/text/jsonwriter.h"
#include "core/text/utf8.h"
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace sluice {

namespace {

using DataOrRefusal = std::variant<std::string, Response>;
constexpr std::size_t maxKeyBytes = 255;

// The usual body, one text, without a second look at it. What may be a number beyond all parsers,
// or a name in escapes, is left to the library.
std::optional<std::string> textOf(std::string_view body)
{
    if (body.find("\\u") != std::string_view::npos)
        return std::nullopt;
    auto text = copyJsonMember(body, "data");
    if (!text)
        text = copyJsonMember(body, "message");
    return text && text->starts_with('"') ? text : std::nullopt;
}

DataOrRefusal dataOfJson(const Request& request)
{
    if (auto text = textOf(request.body))
        return *std::move(text);
    const auto body = jsonBody(request);
    if (const auto* refusal = std::get_if<Response>(&body))
        return *refusal;
    const QJsonObject object = std::get<QJsonObject>(body);
    if (const auto data = object.constFind(QLatin1String("data")); data != object.constEnd()) {
        auto written = copyJsonMember(request.body, "data");
        return written ? *std::move(written) : jsonText(*data);
    }
    const QJsonValue message = object.value(QLatin1String("message"));
    if (message.isString())
        return jsonText(message);
    return problem(400, "bad_request", "The object needs \"data\", or \"message\" with a text.");
}

// The message as JSON text.
DataOrRefusal dataOf(const Request& request)
{
    const std::string type = mediaType(request);
    if (type == "application/json")
        return dataOfJson(request);
    if (type != "text/plain")
        return unsupportedType("application/json, text/plain");
    if (!isValidUtf8(request.body))
        return problem(400, "bad_request", "The text is not valid UTF-8.");
    return jsonString(request.body);
}

Response publishReply(const PublishResult& result)
{
    switch (result.outcome) {
    case PublishOutcome::Accepted: {
        JsonWriter json;
        json.field("id", result.id)
            .field("epoch", result.epoch)
            .field("offset", result.offset)
            .field("recipients", result.recipients);
        return Response::json(std::move(json).finish(), 202);
    }
    case PublishOutcome::UnknownClient:
        return problem(404, "unknown_client", "No such client is connected.");
    case PublishOutcome::KeyReused:
        return problem(422, "idempotency_key_reused",
                       "This Idempotency-Key was used for another message within five minutes.");
    case PublishOutcome::NotAvailable:
        break;
    }
    Response response = problem(503, "not_available", "Messages cannot be taken just now.");
    response.fields.emplace_back("Retry-After", "1");
    return response;
}

void publish(const HttpServices& services, const Request& request, Reply reply)
{
    DataOrRefusal data = dataOf(request);
    if (auto* refusal = std::get_if<Response>(&data))
        return reply(std::move(*refusal));
    Draft draft;
    draft.data = std::move(std::get<std::string>(data));
    draft.to = request.parameter;
    draft.idempotencyKey = request.head.field("Idempotency-Key").value_or(std::string_view());
    if (draft.idempotencyKey.size() > maxKeyBytes)
        return reply(problem(400, "bad_request", "The Idempotency-Key is longer than 255 octets."));
    // Escapes can make a text up to six times longer than its body was.
    if (draft.data.size() > services.settings.maxBodyBytes)
        return reply(problem(413, "too_large", "As JSON the message is too large."));
    services.hub.publish(std::move(draft), [reply = std::move(reply)](const PublishResult& result) {
        reply(publishReply(result));
    });
}

} // namespace

void addPublishRoutes(Router& router, const HttpServices& services)
{
    const Handler handler = [&services](const Request& request, Reply reply) {
        publish(services, request, std::move(reply));
    };
    router.add("POST", "/broadcast", Access::Change, handler);
    router.add("POST", "/api/v1/clients/{id}/messages", Access::Change, handler);
}

} // namespace sluice
