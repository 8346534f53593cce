// What clients ask of a Shard: the other half of the class, kept apart for its size.
#include "core/auth/authenticator.h"
#include "core/hub/shard.h"
#include "core/hub/shardport.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"

namespace sluice {

namespace {

constexpr int refusalsToClose = 10; // in a row

std::string excerpt(std::string_view text)
{
    return std::string(text.substr(0, 50));
}

// A refresh, or what may have been meant for one.
bool mayHoldToken(const Command& command, std::string_view text)
{
    return std::holds_alternative<command::Refresh>(command)
        || std::holds_alternative<command::Rejected>(command)
        || text.find("\"refresh\"") != text.npos;
}

} // namespace

void Shard::setAuthenticator(std::shared_ptr<const Authenticator> authenticator)
{
    m_authenticator = std::move(authenticator);
    if (m_authenticator && m_authenticator->tokensExpire())
        return;
    for (Seat& seat : m_seats)
        seat.lease.reset(); // nobody would take another token
}

void Shard::binaryReceived(Session& session, std::string_view octets)
{
    if (session.traits().echo)
        session.send(echoOf(session, Opcode::Binary, octets));
    else
        session.close(CloseReason::BinaryNotSupported);
}

SharedFrame Shard::echoOf(const Session& session, Opcode opcode, std::string_view payload)
{
    std::string octets;
    if (session.traits().deflate)
        octets = m_deflater.frame(opcode, payload);
    return makeFrame(octets.empty() ? encodeFrame(opcode, payload) : std::move(octets));
}

void Shard::textReceived(Session& session, std::string_view text)
{
    if (session.traits().echo) {
        session.send(echoOf(session, Opcode::Text, text));
        return;
    }
    m_services.metrics.messagesReceived.Increment();
    m_fanout.catchUp(seatOf(session)); // the answer comes behind what was said before
    if (session.state() != Session::State::Open)
        return;
    const Command command = parseCommand(text);
    if (eventlog::enabled(LogLevel::Trace))
        eventlog::write(
            LogLevel::Trace, "hub", "message_received", "Message received.",
            { { "loop", std::int64_t { m_index } },
              { "text", mayHoldToken(command, text) ? std::string() : excerpt(text) } });
    std::visit([&](const auto& asked) { obey(session, asked); }, command);
}

void Shard::obey(Session& session, const command::Ping& ping)
{
    if (payTrifleFor(session, ping.ref))
        reply(session, wire::pong(ping.ref));
}

void Shard::obey(Session& session, const command::Refresh& refresh)
{
    if (!payFor(session, refresh.ref)) // a signature takes a while to check
        return;
    if (!m_authenticator || !m_authenticator->tokensExpire())
        return reply(session, wire::error("not_available", refresh.ref));
    if (!seatOf(session).lease || refresh.token.size() > maxTokenOctets)
        return reply(session, wire::error("permission_denied", refresh.ref));
    Seat& seat = seatOf(session);
    seat.refreshing = true; // one of each in the line, or few would make all others wait
    seat.lease->hold();
    expectAnswer(session, refresh.token.size());
    m_refreshes.add(session.key(), refresh);
}

bool Shard::checkRefresh(SessionKey key, const command::Refresh& refresh)
{
    Session* session = find(key);
    if (!session || session->state() != Session::State::Open)
        return false;
    seatOf(*session).refreshing = false;
    const auto answer = [&](std::string_view code) {
        settle(key, wire::frame(wire::error(code, refresh.ref), session->traits().textFormat));
    };
    Lease* lease = seatOf(*session).lease.get();
    if (!lease || !m_authenticator) // tokens have come to mean nothing meanwhile
        return answer("not_available"), false;
    const Admittance admittance
        = m_authenticator->check(refresh.token, std::chrono::system_clock::now());
    const auto* identity = std::get_if<Identity>(&admittance);
    if (!identity || identity->user != lease->user()) {
        lease->release();
        return answer("permission_denied"), true;
    }
    lease->renew(identity->validUntil);
    settle(key, nullptr);
    return true;
}

void Shard::obey(Session& session, const command::Rejected& rejected)
{
    if (payFor(session, rejected.ref))
        reply(session, wire::error(rejected.code, rejected.ref));
}

void Shard::obey(Session& session, const command::AskStatus&)
{
    if (!payFor(session, {}))
        return;
    expectAnswer(session, 0);
    m_services.hub.statusAsked(session.key());
}

void Shard::obey(Session& session, const command::Say& say)
{
    if (!payFor(session, say.ref))
        return;
    expectAnswer(session, say.to.size() + say.data.size());
    m_services.hub.said(
        { session.key(), say.to, say.data, say.ref, seatOf(session).budget.remaining() });
}

// Takes one from the client's budget; without any left it says so.
bool Shard::payFor(Session& session, const Ref& ref)
{
    RateBudget& budget = seatOf(session).budget;
    if (budget.take(std::chrono::steady_clock::now()))
        return true;
    refuseOverBudget(session, ref, budget.untilNext());
    return false;
}

// For what is no message: a flood of it would be work all the same.
bool Shard::payTrifleFor(Session& session, const Ref& ref)
{
    RateBudget& budget = seatOf(session).budget;
    if (budget.takeTrifle(std::chrono::steady_clock::now()))
        return true;
    refuseOverBudget(session, ref, budget.untilNextTrifle());
    return false;
}

// Ends who does not listen.
void Shard::refuseOverBudget(Session& session, const Ref& ref, std::chrono::milliseconds wait)
{
    m_services.metrics.rateLimited.Increment();
    reply(session, wire::error("rate_limited", ref, wait));
    if (seatOf(session).budget.refusedInARow() >= refusalsToClose)
        session.close(CloseReason::RateLimited);
}

// Each of these is answered once. They count with what holds them on their way, or a few thousand
// small ones would be a megabyte.
void Shard::expectAnswer(Session& session, std::size_t octets)
{
    constexpr std::size_t aroundEach = 512;
    Seat& seat = seatOf(session);
    seat.unsettledOctets += octets + aroundEach;
    ++seat.unsettled;
    session.pause(pauseFor(seat));
}

// Whoever has too many or too much open is not read from, so that the hub's mailbox stays bounded
// however fast a client writes, and what is held while Redis is away as well.
Session::Pause Shard::pauseFor(const Seat& seat)
{
    if (seat.refreshing || seat.unsettledOctets >= maxUnsettledOctets)
        return Session::Pause::Hearing;
    const bool isPaused = seat.session->paused() != Session::Pause::None;
    return seat.unsettled >= (isPaused ? maxUnsettled / 2 + 1 : maxUnsettled)
        ? Session::Pause::Reading
        : Session::Pause::None;
}

void Shard::reply(Session& session, const wire::Utterance& utterance)
{
    session.send(wire::frame(utterance, session.traits().textFormat));
}

} // namespace sluice
