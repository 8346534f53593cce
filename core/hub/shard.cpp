#include "core/hub/shard.h"

#include "core/hub/shardport.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/ioloop.h"
#include "core/settings/settings.h"
#include <QRandomGenerator>
#include <limits>
#include <utility>

namespace sluice {

namespace {

SessionLimits limitsFrom(const Settings& settings)
{
    SessionLimits limits;
    limits.maxMessageBytes = settings.maxMessageBytes;
    limits.queueBytes = settings.queueBytes;
    limits.queueMessages = settings.queueMessages;
    limits.dropOldest = settings.slowConsumer == SlowConsumer::DropOldest;
    limits.closeTimeout = settings.closeTimeout;
    limits.pingInterval = settings.pingInterval;
    limits.pongTimeout = settings.pongTimeout;
    return limits;
}

// When a client that was disconnected should come back: spread, so that a server's worth of them is
// no herd; and not at once, where it had said too much.
std::chrono::milliseconds reconnectDelay(CloseReason reason)
{
    if (!closeRow(reason).reconnect)
        return {};
    constexpr int spreadMs = 5000;
    const std::chrono::milliseconds least(reason == CloseReason::RateLimited ? 10000 : 100);
    return least + std::chrono::milliseconds(QRandomGenerator::global()->bounded(spreadMs));
}

} // namespace

Shard::Shard(std::uint16_t index, const Services& services)
    : m_index(index),
      m_services(services), m_environment { services.loop.dispatcher(), services.loop.wheel(),
                                            *this, services.loop.shares().leftovers(),
                                            limitsFrom(services.settings) },
      m_fanout(m_seats, services.loop.mailbox(), services.metrics,
               { services.sendsATurn, services.settings.ioUring == IoUring::Auto,
                 [this] { onRingLost(); } }),
      m_graveyard(services.loop.mailbox(), services.vitals),
      m_eviction(services.loop.wheel(), [this](SessionKey key) { evictOne(key); }),
      m_replays(services.loop.wheel(),
                [this](ReplayWatch::Replay& replay) { return lookAtReplay(replay); }),
      m_refreshes(services.loop.mailbox(), [this](SessionKey key, const command::Refresh& refresh) {
          return checkRefresh(key, refresh);
      })
{
    const bool ring = m_fanout.batches().isThere();
    services.vitals.sendsByRing = ring;
    if (index == 0)
        eventlog::write(LogLevel::Info, "hub", "sending",
                        ring ? "Broadcasts are sent in batches, by io_uring."
                             : "Broadcasts are sent one by one: io_uring is off or not to be had.",
                        { { "sending", std::string_view(ring ? "io_uring" : "send") } });
}

void Shard::applySettings()
{
    m_environment.limits = limitsFrom(m_services.settings);
    const auto now = std::chrono::steady_clock::now();
    for (Seat& seat : m_seats)
        seat.budget.setRate(m_services.settings.messagesPerMinute, now);
}

void Shard::onRingLost()
{
    m_services.vitals.sendsByRing = false;
    eventlog::write(LogLevel::Warning, "hub", "sending",
                    "The kernel refuses io_uring from now on: broadcasts are sent one by one.",
                    { { "sending", "send" }, { "loop", std::int64_t { m_index } } });
}

Shard::~Shard()
{
    m_fanout.finish(); // a Close may still be under way
}

Session& Shard::seat(Transport transport, Session::Traits traits)
{
    std::uint32_t slot = 0;
    if (m_freeSeats.empty()) {
        slot = static_cast<std::uint32_t>(m_seats.size());
        m_seats.emplace_back();
    } else {
        slot = m_freeSeats.back();
        m_freeSeats.pop_back();
    }
    Seat& seat = m_seats[slot];
    ++seat.generation;
    seat.unsettled = 0;
    seat.unsettledOctets = 0;
    seat.refreshing = false;
    seat.known = false;
    seat.evicted = false;
    m_fanout.welcome(seat);
    seat.budget
        = RateBudget(m_services.settings.messagesPerMinute, std::chrono::steady_clock::now());
    seat.session = std::make_unique<Session>(
        m_environment, SessionKey { m_index, slot, seat.generation }, std::move(transport), traits);
    return *seat.session;
}

void Shard::lend(Session& session, const Identity& identity)
{
    if (!identity.bySubject)
        return;
    auto& lease = seatOf(session).lease;
    lease = std::make_unique<Lease>(m_environment.wheel, session, identity.user);
    lease->renew(identity.validUntil);
}

Session* Shard::find(SessionKey key)
{
    if (key.slot >= m_seats.size() || m_seats[key.slot].generation != key.generation)
        return nullptr;
    return m_seats[key.slot].session.get();
}

Session* Shard::findCaughtUp(SessionKey key)
{
    if (find(key))
        m_fanout.catchUp(m_seats[key.slot]);
    return find(key);
}

void Shard::adopt(Transport transport, std::string_view handshake, std::string leftover,
                  Arrival arrival)
{
    Session& session = seat(std::move(transport), { arrival.textFormat, false, arrival.deflate });
    seatOf(session).known = true;
    arrival.key = session.key();
    lend(session, arrival.identity);
    session.begin(handshake, std::move(leftover));
    m_services.hub.connected(std::move(arrival));
}

void Shard::adoptEcho(Transport transport, std::string_view handshake, std::string leftover,
                      bool deflate, const Identity& identity)
{
    Session& session = seat(std::move(transport), { false, true, deflate });
    lend(session, identity);
    session.begin(handshake, std::move(leftover));
    session.open({});
}

void Shard::adoptRefused(Transport transport, std::string_view handshake, CloseReason reason,
                         Session::Traits traits)
{
    Session& session = seat(std::move(transport), traits);
    session.begin(handshake, {});
    session.close(reason);
}

void Shard::hold(SessionKey key)
{
    if (Session* session = find(key))
        session->hold();
}

void Shard::admit(SessionKey key, const std::vector<SharedFrame>& greeting)
{
    // What was ordered before its admission is none of its own, but for a Close.
    Session* session = findCaughtUp(key);
    if (!session)
        return;
    session->open(greeting);
    if (session->replays())
        m_replays.add({ key, session->queuedOctets(), m_services.vitals.historyOrder });
}

// Who reads a quarter of a queue's room from one look to the next is spared: it will soon be done.
// So is who could read more if it were its turn.
bool Shard::lookAtReplay(ReplayWatch::Replay& replay)
{
    Session* session = find(replay.key);
    if (!session || !session->replays())
        return false;
    const std::size_t before = std::exchange(replay.queued, session->queuedOctets());
    const bool anotherOrder = replay.order != m_services.vitals.historyOrder;
    if (replay.queued + m_environment.limits.queueBytes / 4 > before
        && !session->replayWaitsForATurn())
        session->historyBeginsAt(anotherOrder ? std::numeric_limits<std::uint64_t>::max()
                                              : m_services.vitals.historyBegins.load());
    return session->replays();
}

void Shard::refuse(SessionKey key, CloseReason reason)
{
    if (Session* session = find(key)) {
        seatOf(*session).known = false;
        session->close(reason);
    }
}

void Shard::deliver(SharedDelivery delivery)
{
    m_fanout.deliver(std::move(delivery));
}

void Shard::send(SessionKey key, const SharedFrame& frame)
{
    if (Session* session = findCaughtUp(key)) {
        session->send(frame);
        m_services.metrics.messagesSent.Increment();
    }
}

void Shard::settle(SessionKey key, const SharedFrame& answer)
{
    Session* session = find(key);
    if (!session)
        return;
    Seat& seat = seatOf(*session);
    if (--seat.unsettled == 0)
        seat.unsettledOctets = 0;
    session->pause(pauseFor(seat));
    if (answer && (session = findCaughtUp(key)))
        session->send(answer);
}

void Shard::close(SessionKey key, CloseReason reason)
{
    if (Session* session = find(key))
        session->close(reason);
}

void Shard::closeAll(CloseReason reason)
{
    m_fanout.closeAll(reason);
}

void Shard::sample(Sampling sampling)
{
    if (sampling != Sampling::Changes)
        m_sampler.forget();
    if (sampling == Sampling::Stop)
        return;
    std::vector<SessionSample> samples;
    for (const Seat& seat : m_seats)
        if (seat.session && seat.known)
            m_sampler.look(*seat.session, samples);
    m_services.hub.sampled(m_index, std::move(samples));
}

void Shard::aboutToClose(Session& session)
{
    m_fanout.catchUp(seatOf(session));
}

void Shard::sessionFinished(Session& session, const Departure& departure)
{
    Seat& seat = seatOf(session);
    if (seat.known) {
        Departure told = departure;
        told.evicted = seat.evicted;
        m_services.hub.disconnected(session.key(), std::move(told));
    }
    seat.known = false;
}

void Shard::sessionGone(Session& session)
{
    const std::uint32_t slot = session.key().slot;
    m_seats[slot].lease.reset();
    m_graveyard.take(std::move(m_seats[slot].session));
    m_freeSeats.push_back(slot);
}

void Shard::slowConsumer(Session& session)
{
    const SlowConsumer policy = m_services.settings.slowConsumer;
    m_services.metrics.slowConsumers(policy).Increment();
    eventlog::write(policy == SlowConsumer::Disconnect ? LogLevel::Warning : LogLevel::Debug,
                    "session", "slow_consumer", "A client reads too slowly; its queue is full.",
                    { { "loop", std::int64_t { m_index } },
                      { "queued_bytes", static_cast<std::int64_t>(session.queuedOctets()) } });
}

std::size_t Shard::queuedOctets() const
{
    std::size_t octets = 0;
    for (const Seat& seat : m_seats)
        octets += seat.session ? seat.session->queuedOctets() : 0;
    return octets;
}

SharedFrame Shard::disconnectFrame(const Session& session, CloseReason reason)
{
    return wire::frame(wire::disconnect(reason, reconnectDelay(reason)),
                       session.traits().textFormat);
}

SharedFrame Shard::gapFrame(const Session& session, const Outbox::Gap& gap)
{
    return wire::frame(wire::gap(m_services.epoch, gap.from, gap.to, gap.dropped),
                       session.traits().textFormat);
}

} // namespace sluice
