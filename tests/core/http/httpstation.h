#pragma once

#include "core/http/httpserver.h"
#include "core/net/lobby.h"
#include "core/net/upgradesink.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/ioloop.h"
#include "core/settings/settings.h"
#include "tests/core/http/fakedrain.h"
#include "tests/core/http/fakehub.h"
#include "tests/core/http/rawpeer.h"
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace sluice {

struct Upgraded {
    Transport transport;
    std::string path;
    std::string leftover;
    PeerAddress peer;
};

class CatchingSink final : public UpgradeSink {
public:
    std::promise<Upgraded> upgraded;
    void consider(const HttpHead& head, const PeerAddress&, Verdict verdict) override
    {
        if (head.path == "/ws/nobody")
            return verdict(problem(403, "permission_denied", "Not this one."));
        verdict(std::nullopt);
    }
    Response refuseHalfway(const PeerAddress&) override
    {
        Response response = problem(503, "draining", "Not now.");
        response.close = true;
        return response;
    }
    void upgrade(Transport transport, HttpHead head, PeerAddress peer,
                 std::string leftover) override
    {
        upgraded.set_value(
            { std::move(transport), std::move(head.path), std::move(leftover), std::move(peer) });
    }
};

// A real server in a real loop; only the hub behind it is a fake one.
class HttpStation {
public:
    explicit HttpStation(std::chrono::milliseconds headTimeout = std::chrono::seconds(10),
                         const std::shared_ptr<const TlsContext>& tls = {},
                         Restraint::Clocks clocks = Restraint::clocks())
        : loop("http", std::move(clocks))
    {
        settings.headTimeout = headTimeout;
        settings.maxBodyBytes = 4096;
        settings.maxHandshakes = 4096;
        settings.echo = true;
        loop.start();
        run([this, tls] {
            server = std::make_unique<HttpServer>(HttpServices {
                settings, vitals, metrics, hub, drain, sink, loop.wheel(), loop.dispatcher(), wing,
                loop.shares(), [] { return std::int64_t { 0 }; } });
            lobby = std::make_unique<Lobby>(
                Lobby::Services { settings, vitals, metrics, line, loop, tls },
                [this](Newcomer newcomer) { server->adopt(std::move(newcomer)); });
        });
    }
    ~HttpStation()
    {
        loop.stop([this] {
            lobby.reset();
            server.reset();
        });
    }

    RawPeer connect()
    {
        int accepted = -1;
        RawPeer peer(accepted);
        ++vitals.openDescriptors;
        loop.mailbox().post([this, accepted] {
            lobby->adopt({ { accepted, { "127.0.0.1", 1, true } } });
        });
        return peer;
    }
    void set(const std::function<void(Settings&)>& change)
    {
        run([&] {
            change(settings);
            lobby->applySettings(settings, {});
        });
    }
    void run(const std::function<void()>& task) // in the loop, and waits for it
    {
        std::promise<void> done;
        loop.mailbox().post([&] {
            task();
            done.set_value();
        });
        done.get_future().wait();
    }
    std::size_t connectionCount()
    {
        std::size_t count = 0;
        run([&] { count = server->connectionCount() + lobby->waiting(); });
        return count;
    }

    void fillList() // more than the kernel buffers for one reader
    {
        ClientInfo client;
        client.userAgent = std::string(16000, 'z');
        run([&] { hub.clients.assign(1000, client); });
    }
    void advance(std::chrono::seconds time) // everything due by then is due now
    {
        run([&] { loop.wheel().advance(TimerWheel::Clock::now() + time); });
    }
    std::size_t heldCount()
    {
        std::size_t count = 0;
        run([&] { count = hub.held.size(); });
        return count;
    }

    Settings settings;
    Vitals vitals;
    Metrics metrics;
    FakeDrain drain;
    FakeHub hub; // in the loop's thread
    CatchingSink sink;
    HandshakeLine line;
    IoLoop loop;
    HandshakeLine::Wing wing { line,
                               [this] { loop.mailbox().post([this] { server->makeRoom(); }); } };
    std::unique_ptr<HttpServer> server;
    std::unique_ptr<Lobby> lobby; // in the same loop
};

inline const std::string getList = "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\n\r\n";
inline const std::string getLive = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

inline std::string post(const std::string& body, const std::string& fields = {})
{
    return "POST /broadcast HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + fields
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace sluice
