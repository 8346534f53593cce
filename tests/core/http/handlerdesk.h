#pragma once

#include "core/http/httpservices.h"
#include "core/http/router.h"
#include "core/net/upgradesink.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/timerwheel.h"
#include "core/runtime/turnshares.h"
#include "core/settings/settings.h"
#include "tests/core/http/fakedrain.h"
#include "tests/core/http/fakehub.h"
#include <optional>
#include <string>
#include <utility>

namespace sluice {

// Puts one request to a group of handlers, as a local program sends it, and returns the reply.
class HandlerDesk {
    class NoUpgrades final : public UpgradeSink {
        void consider(const HttpHead&, const PeerAddress&, Verdict verdict) override
        {
            verdict(std::nullopt);
        }
        Response refuseHalfway(const PeerAddress&) override { return {}; }
        void upgrade(Transport, HttpHead, PeerAddress, std::string) override { }
    };

public:
    HandlerDesk()
    {
        settings.maxBodyBytes = 1000;
        vitals.node = "node-1";
        vitals.version = "9.9";
    }

    Response ask(const std::string& line, const std::string& fields = {},
                 const std::string& body = {})
    {
        const HeadResult result
            = parseHttpHead(line + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
        if (result.outcome != HeadOutcome::Complete)
            return problem(400, "desk", result.why);
        Request request { result.head, body, { "127.0.0.1", 1, true }, {} };
        Router::Decision decision = router.decide(request.head, request.peer);
        if (!decision.route)
            return decision.refusal;
        request.parameter = decision.parameter;
        std::optional<Response> given;
        decision.route->handler(request,
                                [&given](Response response) { given = std::move(response); });
        return given.value_or(Response {});
    }
    Response askJson(const std::string& line, const std::string& body)
    {
        return ask(line, "Content-Type: application/json\r\n", body);
    }

    Settings settings;
    Vitals vitals;
    Metrics metrics;
    FakeHub hub;
    FakeDrain drain;
    TimerWheel wheel;
    EpollDispatcher dispatcher;
    TurnShares shares { dispatcher };
    NoUpgrades upgrades;
    std::int64_t silenceMs = 12;
    HandshakeLine handshakes;
    HandshakeLine::Wing wing { handshakes, [] {} };
    HttpServices services { settings,
                            vitals,
                            metrics,
                            hub,
                            drain,
                            upgrades,
                            wheel,
                            dispatcher,
                            wing,
                            shares,
                            [this] { return silenceMs; } };
    Router router { AdminGuard({}, {}, true) };
};

inline std::string fieldOf(const Response& response, std::string_view name)
{
    for (const auto& [key, value] : response.fields) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace sluice
