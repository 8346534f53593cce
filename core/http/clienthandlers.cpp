#include "core/http/clienthandlers.h"

#include "core/http/httpservices.h"
#include "core/http/router.h"
#include "core/hub/hubport.h"
#include "core/text/jsonwriter.h"
#include "core/text/timestamp.h"
#include <charconv>
#include <optional>
#include <utility>
#include <variant>

namespace sluice {

namespace {

constexpr std::uint32_t maxLimit = 1000;
constexpr std::size_t maxTextBytes = 256; // of filter and cursor

std::string clientJson(const ClientInfo& client)
{
    JsonWriter json;
    json.field("id", client.id)
        .field("peer", client.peer)
        .field("port", std::uint64_t { client.port })
        .field("connected_at", timestamp(client.connectedAt))
        .field("user_agent", client.userAgent)
        .field("subprotocol", client.subprotocol)
        .field("loop", std::uint64_t { client.loop });
    if (client.user.empty())
        json.null("user");
    else
        json.field("user", client.user);
    return std::move(json).finish();
}

std::string pageJson(const ClientPage& page)
{
    std::string clients = "[";
    for (const ClientInfo& client : page.clients) {
        if (clients.size() > 1)
            clients += ',';
        clients += clientJson(client);
    }
    JsonWriter json;
    json.raw("clients", clients + ']').field("total", page.total);
    if (page.nextCursor.empty())
        json.null("next_cursor");
    else
        json.field("next_cursor", page.nextCursor);
    return std::move(json).finish();
}

std::optional<std::uint32_t> parseLimit(std::string_view text)
{
    std::uint32_t limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc() || end != text.data() + text.size() || limit < 1 || limit > maxLimit)
        return std::nullopt;
    return limit;
}

bool parseSort(std::string_view text, ClientQuery& query)
{
    query.descending = text.starts_with('-');
    text.remove_prefix(query.descending ? 1 : 0);
    query.sort = text == "connected_at" ? ClientSort::ConnectedAt : ClientSort::Id;
    return text == "id" || text == "connected_at";
}

std::variant<ClientQuery, Response> parseQuery(const HttpHead& head)
{
    const auto refuse = [](std::string_view why) { return problem(400, "bad_request", why); };
    ClientQuery query;
    if (const auto limit = head.queryValue("limit")) {
        const auto number = parseLimit(*limit);
        if (!number)
            return refuse("limit must be a whole number from 1 to 1000.");
        query.limit = *number;
    }
    if (const auto sort = head.queryValue("sort"); sort && !parseSort(*sort, query))
        return refuse("sort must be id or connected_at, with a '-' before it for descending.");
    query.cursor = head.queryValue("cursor").value_or(std::string());
    query.filter = head.queryValue("filter").value_or(std::string());
    if (query.cursor.size() > maxTextBytes || query.filter.size() > maxTextBytes)
        return refuse("cursor and filter may have 256 octets at most.");
    return query;
}

Response unknownClient()
{
    return problem(404, "unknown_client", "No such client is connected.");
}

void listClients(HubPort& hub, const Request& request, Reply reply)
{
    auto query = parseQuery(request.head);
    if (auto* refusal = std::get_if<Response>(&query))
        return reply(std::move(*refusal));
    hub.listClients(std::move(std::get<ClientQuery>(query)),
                    [reply = std::move(reply)](const ClientPage& page) {
                        reply(Response::json(pageJson(page)));
                    });
}

void showClient(HubPort& hub, const Request& request, Reply reply)
{
    hub.findClient(request.parameter,
                   [reply = std::move(reply)](const std::optional<ClientInfo>& client) {
                       reply(client ? Response::json(clientJson(*client)) : unknownClient());
                   });
}

void closeClient(HubPort& hub, const Request& request, Reply reply)
{
    hub.closeClient(request.parameter, [reply = std::move(reply)](bool found) {
        Response done;
        done.status = 204;
        reply(found ? done : unknownClient());
    });
}

} // namespace

void addClientRoutes(Router& router, const HttpServices& services)
{
    HubPort& hub = services.hub;
    const auto with = [&hub](void (*handle)(HubPort&, const Request&, Reply)) {
        return [&hub, handle](const Request& request, Reply reply) {
            handle(hub, request, std::move(reply));
        };
    };
    router.add("GET", "/api/v1/clients", Access::Read, with(listClients));
    router.add("GET", "/api/v1/clients/{id}", Access::Read, with(showClient));
    router.add("DELETE", "/api/v1/clients/{id}", Access::Change, with(closeClient));
}

} // namespace sluice
