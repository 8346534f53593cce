#include "core/http/httpconnection.h"

#include "core/http/httpexchange.h"
#include "core/http/upgradepath.h"
#include "core/net/forwardedfor.h"
#include "core/net/upgradesink.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/turnshares.h"
#include "core/settings/settings.h"
#include "core/text/ascii.h"
#include <algorithm>
#include <optional>
#include <sys/epoll.h>
#include <utility>

namespace sluice {

namespace {

std::string asSentence(std::string_view clause)
{
    std::string sentence(clause);
    if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
        sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
    return sentence + '.';
}

std::chrono::milliseconds timeLeft(std::chrono::milliseconds all,
                                   std::chrono::steady_clock::time_point since)
{
    using std::chrono::milliseconds;
    const auto used = std::chrono::steady_clock::now() - since;
    return std::max(milliseconds(0), all - std::chrono::duration_cast<milliseconds>(used));
}

} // namespace

HttpConnection::HttpConnection(Newcomer newcomer, HttpContext& context)
    : m_context(context), m_peer(std::move(newcomer.peer)),
      m_transport(std::move(newcomer.transport)),
      m_watched(m_transport.wantsWrite() ? reading | EPOLLOUT : reading)
{
    context.dispatcher.watch(m_transport.descriptor(), m_watched, *this);
    context.wheel.arm(*this, timeLeft(context.settings.headTimeout, newcomer.since));
    standInLine();
}

HttpConnection::~HttpConnection()
{
    m_context.line.leave(*this);
    TurnShare::leave(*this);
    forgetTicket();
    if (m_transport.descriptor() < 0)
        return; // it was upgraded
    if (m_requests == 0 || m_wantsUpgrade)
        m_context.metrics.connectionsShortLived.Increment();
    m_context.dispatcher.unwatch(m_transport.descriptor());
    --m_context.vitals.openDescriptors;
}

void HttpConnection::ready(std::uint32_t events)
{
    turns(events).ask(*this, events);
}

void HttpConnection::haveTurn(std::uint32_t events)
{
    m_context.dispatcher.rewatch(m_transport.descriptor(), m_watched); // if it was held back
    settle(onReady(events));
}

void HttpConnection::holdBack()
{
    m_context.dispatcher.mute(m_transport.descriptor());
}

// Who asks and ends the stream at once is no leaver.
TurnShare& HttpConnection::turns(std::uint32_t events)
{
    if ((events & (EPOLLHUP | EPOLLERR)) != 0
        || ((events & EPOLLRDHUP) != 0 && !m_transport.hasOctets()))
        return m_context.shares.leavers();
    return m_requests == 0 ? m_context.shares.newcomers() : m_context.shares.regulars();
}

void HttpConnection::timeUp()
{
    settle(onTimeUp());
}

void HttpConnection::answered(std::optional<Response> response)
{
    if (m_state == State::Handling)
        m_exchange->answer.emplace(std::move(response));
    else
        settle(obey(response));
}

void HttpConnection::refuseHalfwayUpgrade()
{
    if (isHalfwayUpgrade())
        settle(refuseHandshake());
}

void HttpConnection::refusePlainHttp()
{
    settle(refuse(400, "bad_request", "This port speaks TLS: use https:// or wss://."));
}

void HttpConnection::settle(Fate fate)
{
    if (fate == Fate::Ends)
        m_context.ended(*this);
    else if (fate == Fate::Upgrades)
        handOver();
}

void HttpConnection::handOver()
{
    UpgradeSink& upgrades = m_context.upgrades;
    HttpHead head = std::move(m_exchange->request.head);
    PeerAddress peer = std::move(m_exchange->request.peer);
    std::string leftover = m_reader.takeRest();
    m_context.dispatcher.passOn(m_transport.descriptor());
    Transport transport = std::move(m_transport);
    m_context.ended(*this);
    upgrades.upgrade(std::move(transport), std::move(head), std::move(peer), std::move(leftover));
}

HttpConnection::Fate HttpConnection::onReady(std::uint32_t events)
{
    if (m_state != State::Writing && m_transport.wantsWrite() && sendPending() == Fate::Ends)
        return Fate::Ends;
    switch (m_state) {
    case State::Head:
    case State::Body:
        // Without EPOLLIN the next request is in memory already and only waits for its turn.
        return (m_watched & EPOLLIN) != 0 ? receive() : takeHead({});
    case State::Writing:
        return (events & (EPOLLERR | EPOLLHUP)) != 0 ? Fate::Ends : flush();
    case State::Lingering:
        return discard();
    case State::Answering:
        return waitQuietly(events);
    case State::Handling:
        break;
    }
    return Fate::Ends;
}

// Most peers wait for the answer, so that only one that does not costs calls of the kernel.
HttpConnection::Fate HttpConnection::waitQuietly(std::uint32_t events)
{
    if ((events & (EPOLLERR | EPOLLHUP)) != 0)
        return Fate::Ends; // it was reset
    watchFor(0); // what comes meanwhile stays in the kernel's buffer
    return Fate::Stays;
}

HttpConnection::Fate HttpConnection::onTimeUp()
{
    switch (m_state) {
    case State::Head:
        if (m_hastened)
            return refuseHandshake();
        if (m_reader.isEmpty() && m_requests > 0)
            return Fate::Ends;
        return refuse(408, "timeout", "The request head did not come in time.");
    case State::Body:
        return refuse(408, "timeout", "The request body did not come in time.");
    case State::Answering:
        return refuse(503, "not_available", "The server did not find an answer in time.");
    case State::Handling:
    case State::Writing:
    case State::Lingering:
        break;
    }
    return Fate::Ends;
}

HttpConnection::Fate HttpConnection::receive()
{
    auto& scratch = m_context.scratch;
    const auto outcome = m_transport.receive(scratch);
    if (outcome.state == Transport::State::Broken)
        return Fate::Ends;
    if (outcome.state == Transport::State::EndOfStream)
        return onPeerEnded();
    if (m_transport.wantsWrite())
        watchFor(reading | EPOLLOUT); // what TLS itself answers, and the socket has not taken
    if (outcome.octets == 0)
        return Fate::Stays;
    const std::string_view octets(scratch.data(), outcome.octets);
    if (m_state == State::Body)
        return takeBody(octets);
    if (m_reader.isEmpty() && m_requests > 0)
        m_context.wheel.arm(*this, m_context.settings.headTimeout);
    return takeHead(octets);
}

HttpConnection::Fate HttpConnection::onPeerEnded()
{
    m_peerEnded = true;
    if (m_state == State::Body)
        return refuse(400, "bad_request", "The connection ended inside the request body.");
    if (m_reader.isEmpty())
        return Fate::Ends;
    return refuse(400, "bad_request", "The connection ended inside the request head.");
}

HttpConnection::Fate HttpConnection::takeHead(std::string_view octets)
{
    HeadResult result = m_reader.read(octets);
    switch (result.outcome) {
    case HeadOutcome::Incomplete:
        watchFor(reading);
        hastenUpgrade();
        return Fate::Stays;
    case HeadOutcome::Malformed:
        return refuse(400, "bad_request", asSentence(result.why));
    case HeadOutcome::TooLarge:
        return refuse(431, "too_large", asSentence(result.why));
    case HeadOutcome::Complete:
        break;
    }
    return beginExchange(std::move(result.head));
}

bool HttpConnection::isHalfwayUpgrade() const
{
    // Without EPOLLIN nobody has looked yet whether the head is complete.
    return m_state == State::Head && (m_watched & EPOLLIN) != 0
        && beginsUpgrade(m_reader.kept(), m_context.settings.echo);
}

// While draining, nobody waits long for the rest of a handshake that will be refused anyway.
void HttpConnection::hastenUpgrade()
{
    if (m_hastened || !isDraining() || m_context.vitals.letsIn() || !isHalfwayUpgrade())
        return;
    m_hastened = true;
    m_context.wheel.arm(*this, std::chrono::milliseconds(0)); // two ticks at most
}

HttpConnection::Fate HttpConnection::refuseHandshake()
{
    m_exchange = std::make_unique<Exchange>();
    return respond(m_context.upgrades.refuseHalfway(m_peer));
}

HttpConnection::Fate HttpConnection::beginExchange(HttpHead head)
{
    ++m_requests;
    m_hastened = false;
    m_context.line.leave(*this);
    m_exchange = std::make_unique<Exchange>();
    Request& request = m_exchange->request;
    request.head = std::move(head);
    request.peer = clientOf(request.head, m_peer, m_context.settings.trustedProxies);
    m_exchange->bodyLeft = request.head.contentLength;
    if (request.head.wantsUpgrade())
        return beginUpgrade();

    Router::Decision decision = m_context.router.decide(request.head, request.peer);
    if (!decision.route)
        return respond(decision.refusal);
    if (request.head.contentLength > m_context.settings.maxBodyBytes)
        return refuse(413, "too_large",
                      "The body may have " + std::to_string(m_context.settings.maxBodyBytes)
                          + " octets at most.");
    request.parameter = std::move(decision.parameter);
    m_exchange->route = decision.route;
    return m_exchange->bodyLeft > 0 ? beginBody() : handle();
}

HttpConnection::Fate HttpConnection::beginUpgrade()
{
    m_wantsUpgrade = true;
    if (!isUpgradePath(m_exchange->request.head.path, m_context.settings.echo))
        return respond(problem(404, "not_found", "There is no WebSocket at this path."));
    if (m_exchange->bodyLeft > 0)
        return refuse(400, "bad_request", "A request to upgrade has no body.");
    return awaitAnswer([this](auto answer) {
        const Request& request = m_exchange->request;
        m_context.upgrades.consider(request.head, request.peer, std::move(answer));
    });
}

HttpConnection::Fate HttpConnection::beginBody()
{
    const HttpHead& head = m_exchange->request.head;
    const auto expected = head.field("Expect");
    if (expected && !ascii::equalsNoCase(*expected, "100-continue"))
        return refuse(417, "bad_request", "Only 100-continue can be expected.");
    m_state = State::Body;
    standInLine(); // its head alone does not say what it wants
    m_context.wheel.arm(*this, bodyTimeout);
    watchFor(reading);
    if (expected && head.minorVersion > 0 && m_reader.isEmpty() && !sendContinue())
        return Fate::Ends;
    if (m_exchange->route->takesBody())
        m_exchange->request.body.reserve(head.contentLength);
    return takeBody(m_reader.takeRest());
}

// All former replies are written by now, so that a full socket here means a peer that is gone.
bool HttpConnection::sendContinue()
{
    constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
    return m_transport.send(interim).octets == interim.size();
}

HttpConnection::Fate HttpConnection::takeBody(std::string_view octets)
{
    const std::string_view part = octets.substr(0, m_exchange->bodyLeft);
    if (m_exchange->route->takesBody())
        m_exchange->request.body += part;
    m_exchange->bodyLeft -= part.size();
    m_reader.keep(octets.substr(part.size()));
    return m_exchange->bodyLeft > 0 ? Fate::Stays : handle();
}

HttpConnection::Fate HttpConnection::handle()
{
    m_context.line.leave(*this);
    return awaitAnswer([this](auto answer) {
        m_exchange->route->handler(m_exchange->request, std::move(answer));
    });
}

// Asks a handler or the upgrade sink, which may answer at once, later, or never.
template <class Ask> HttpConnection::Fate HttpConnection::awaitAnswer(Ask ask)
{
    m_state = State::Handling;
    m_context.wheel.arm(*this, answerTimeout);
    m_exchange->ticket = std::make_shared<Ticket>(Ticket { this });
    ask([ticket = m_exchange->ticket](std::optional<Response> response) {
        if (HttpConnection* connection = std::exchange(ticket->connection, nullptr))
            connection->answered(std::move(response));
    });
    if (m_exchange->answer)
        return obey(*std::exchange(m_exchange->answer, std::nullopt));
    m_state = State::Answering;
    return Fate::Stays;
}

HttpConnection::Fate HttpConnection::obey(const std::optional<Response>& answer)
{
    return answer ? respond(*answer) : Fate::Upgrades;
}

HttpConnection::Fate HttpConnection::refuse(int status, std::string_view code, std::string_view why)
{
    // Browsers open connections that they may never use.
    const bool silent = !m_exchange && m_reader.isEmpty();
    eventlog::write(silent ? LogLevel::Debug : LogLevel::Info, "http", "request_refused", why,
                    { { "status", std::int64_t { status } },
                      { "peer", m_exchange ? m_exchange->request.peer.ip : m_peer.ip } });
    Response response = problem(status, code, why);
    response.close = true;
    if (!m_exchange)
        m_exchange = std::make_unique<Exchange>();
    return respond(response);
}

bool HttpConnection::isDraining() const
{
    return m_context.vitals.readiness == Readiness::Draining;
}

void HttpConnection::watchFor(std::uint32_t events)
{
    if (m_watched == events)
        return;
    m_watched = events;
    m_context.dispatcher.rewatch(m_transport.descriptor(), events);
}

void HttpConnection::forgetTicket()
{
    if (m_exchange && m_exchange->ticket)
        m_exchange->ticket->connection = nullptr;
}

} // namespace sluice
