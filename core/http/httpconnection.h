#pragma once

#include "core/http/router.h"
#include "core/net/handshakeline.h"
#include "core/net/headreader.h"
#include "core/net/newcomer.h"
#include "core/runtime/timerwheel.h"
#include "core/runtime/turnshare.h"
#include "core/runtime/watcher.h"
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <sys/epoll.h>

namespace sluice {

class EpollDispatcher;
class HttpConnection;
class Metrics;
class TurnShares;
class UpgradeSink;
struct Settings;
struct Vitals;

// What the connections of one loop share.
struct HttpContext {
    const Settings& settings;
    Vitals& vitals;
    Metrics& metrics;
    const Router& router;
    UpgradeSink& upgrades;
    TimerWheel& wheel;
    EpollDispatcher& dispatcher;
    HandshakeLine::Wing& line;
    TurnShares& shares;
    std::function<void(HttpConnection&)> ended; // destroys it
    std::array<char, Transport::leastRoom> scratch {}; // all that comes goes here first
};

// One accepted connection, from accept to close or to the UpgradeSink (RFC 9112). Requests are
// answered one at a time, in order. Small while idle; loop's thread.
class HttpConnection final : private Watcher,
                             private WheelTimer,
                             private HandshakeLine::Waiter,
                             private TurnShare::Member {
public:
    static constexpr int maxRequests = 100;
    static constexpr std::chrono::seconds idleTimeout { 15 };
    static constexpr std::chrono::seconds bodyTimeout { 30 };
    static constexpr std::chrono::seconds answerTimeout { 10 }; // the control thread's
    static constexpr std::chrono::seconds writeTimeout { 30 };
    static constexpr std::chrono::seconds lingerTimeout { 2 };
    static constexpr std::size_t lingerBytes = 65536;

    HttpConnection(Newcomer newcomer, HttpContext& context);
    ~HttpConnection() override;
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    // Ends it with a refusal when the head of an upgrade has begun to arrive; it may be gone then.
    void refuseHalfwayUpgrade();
    void refusePlainHttp(); // on a TLS port; it may be gone then, too

private:
    enum class State : std::uint8_t { Head, Body, Handling, Answering, Writing, Lingering };
    // Only the entry points act on it, as their last deed: no member outlives its connection.
    enum class Fate : std::uint8_t { Stays, Ends, Upgrades };
    struct Ticket;
    struct Exchange;
    // Who has ended the stream is told from who speaks: ends wait in a line of their own.
    static constexpr std::uint32_t reading = EPOLLIN | EPOLLRDHUP;

    void ready(std::uint32_t events) override;
    void haveTurn(std::uint32_t events) override;
    void holdBack() override;
    TurnShare& turns(std::uint32_t events);
    void timeUp() override;
    void makeRoom() override;
    void answered(std::optional<Response> response); // nothing: the upgrade goes on
    void settle(Fate fate);
    void standInLine(); // of those who have not said what they want
    void handOver();

    Fate onReady(std::uint32_t events);
    Fate waitQuietly(std::uint32_t events);
    Fate onTimeUp();
    Fate receive();
    Fate sendPending();
    Fate onPeerEnded();
    Fate takeHead(std::string_view octets);
    bool isHalfwayUpgrade() const;
    void hastenUpgrade();
    Fate refuseHandshake();
    Fate beginExchange(HttpHead head);
    Fate beginUpgrade();
    Fate beginBody();
    bool sendContinue();
    Fate takeBody(std::string_view octets);
    Fate handle();
    template <class Ask> Fate awaitAnswer(Ask ask);
    Fate obey(const std::optional<Response>& answer);
    Fate refuse(int status, std::string_view code, std::string_view why);
    Fate respond(const Response& response);
    Fate flush();
    Fate nextRequest();
    Fate beginLinger();
    Fate discard();
    bool isDraining() const;
    void watchFor(std::uint32_t events);
    void forgetTicket();

    HttpContext& m_context;
    HeadReader m_reader;
    std::unique_ptr<Exchange> m_exchange; // only while a request is under way
    PeerAddress m_peer; // of the connection; a request may be somebody else's
    Transport m_transport; // until the upgrade
    std::uint32_t m_watched;
    std::uint32_t m_lingerLeft = 0;
    std::uint8_t m_requests = 0;
    State m_state = State::Head;
    bool m_peerEnded = false; // it sent FIN; it may still read
    bool m_hastened = false; // this head's time is cut short
    bool m_wantsUpgrade = false;
};

} // namespace sluice
