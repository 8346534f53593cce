#pragma once

#include "core/auth/authenticator.h"
#include "core/auth/connectrate.h"
#include "core/auth/guesslimit.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/session/websocketgate.h"
#include "tests/core/http/fakehub.h"
#include "tests/support/defaultsettings.h"
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace sluice {

using Fields = std::vector<HttpHead::Field>;

// RFC 6455 §1.3
inline const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
inline const std::string acceptOfKey = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
inline const PeerAddress here { "127.0.0.1", 40000, true };

inline HttpHead head(const std::string& target, const Fields& more = {},
                     const std::string& ofKey = key)
{
    std::string text = "GET " + target
        + " HTTP/1.1\r\nHost: sluice.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + ofKey + "\r\n";
    for (const auto& field : more)
        text.append(field.name).append(": ").append(field.value).append("\r\n");
    const HeadResult result = parseHttpHead(text + "\r\n");
    if (result.outcome != HeadOutcome::Complete)
        qFatal("no head: %s", std::string(result.why).c_str());
    return result.head;
}

// A gate, and who came through it.
struct GateBench {
    using Entrant = std::shared_ptr<WebSocketGate::Entrant>;

    explicit GateBench(RefuseWith refuseWith = RefuseWith::Close, Auth auth = Auth::None)
    {
        settings.auth = auth;
        settings.authTokens = { { "anna", "right" } };
        settings.jwtSecret = std::string(32, 's');
        settings.refuseWith = refuseWith;
        settings.maxConnections = 2;
        vitals.readiness = Readiness::Ready;
        gate = std::make_unique<WebSocketGate>(WebSocketGate::Services {
            settings, vitals, metrics, hub, connectRate, nullptr, door(), &guesses });
        QObject::connect(gate.get(), &WebSocketGate::entered, gate.get(),
                         [this](const Entrant& entrant) { note("entered", entrant); });
        QObject::connect(gate.get(), &WebSocketGate::echoEntered, gate.get(),
                         [this](const Entrant& entrant) { note("echo", entrant); });
        QObject::connect(gate.get(), &WebSocketGate::refused, gate.get(),
                         [this](const Entrant& entrant, CloseReason reason) {
                             note("refused " + std::string(closeRow(reason).token), entrant);
                         });
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("no socket pair");
    }
    ~GateBench()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    GateBench(const GateBench&) = delete;
    GateBench& operator=(const GateBench&) = delete;

    std::optional<Response> consider(const HttpHead& request)
    {
        std::optional<Response> answer;
        gate->consider(request, here,
                       [&](std::optional<Response> given) { answer = std::move(given); });
        return answer;
    }
    std::string upgrade(const HttpHead& request, const std::string& leftover = {})
    {
        handed = ::dup(ends[0]);
        gate->upgrade(Transport(handed), request, here, leftover);
        return outcome;
    }
    std::shared_ptr<const Authenticator> door() const
    {
        return std::get<std::shared_ptr<const Authenticator>>(Authenticator::make(settings));
    }
    std::string handshake() const { return last->handshake.toStdString(); }
    bool replies(const std::string& words) const
    {
        return handshake().find(words) != std::string::npos;
    }

    Settings settings = support::defaultSettings();
    Vitals vitals;
    Metrics metrics;
    FakeHub hub;
    ConnectRate connectRate;
    GuessLimit guesses;
    std::unique_ptr<WebSocketGate> gate;
    std::array<int, 2> ends {};
    int handed = -1;
    std::string outcome = "nothing";
    Entrant last;

private:
    void note(const std::string& what, const Entrant& entrant)
    {
        outcome = outcome == "nothing" ? what : "twice";
        last = entrant;
    }
};

} // namespace sluice
