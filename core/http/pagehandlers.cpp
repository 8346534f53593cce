#include "core/http/pagehandlers.h"

#include "core/admin/adminwire.h"
#include "core/http/router.h"
#include "core/settings/settings.h"
#include <memory>
#include <utility>

namespace sluice {

namespace {

Response servePage(const WebPage& page, const HttpHead& head)
{
    Response response;
    const auto known = head.field("If-None-Match");
    if (known && page.isKnownTo(*known)) {
        response.status = 304;
    } else {
        response.contentType = "text/html; charset=utf-8";
        response.body = page.html();
    }
    response.fields = { { "Content-Security-Policy", page.policy() },
                        { "Referrer-Policy", "no-referrer" },
                        { "Cache-Control", "no-cache" },
                        { "ETag", page.etag() } };
    return response;
}

void requireUpgrade(const Request&, const Reply& reply)
{
    reply(upgradeRequired("This path speaks the WebSocket protocol only."));
}

} // namespace

void addPageRoutes(Router& router, WebPage page, const Settings& settings)
{
    auto shared = std::make_shared<const WebPage>(std::move(page));
    router.add("GET", "/", Access::Open, [shared](const Request& request, const Reply& reply) {
        reply(servePage(*shared, request.head));
    });
    router.add("GET", "/ws", Access::Open, requireUpgrade);
    router.add("GET", "/ws/{id}", Access::Open, requireUpgrade);
    router.add("GET", std::string(adminwire::path), Access::Read, requireUpgrade);
    if (settings.echo)
        router.add("GET", "/echo", Access::Open, requireUpgrade);
}

} // namespace sluice
