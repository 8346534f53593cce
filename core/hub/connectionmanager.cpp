#include "core/hub/connectionmanager.h"

#include "core/auth/sessiontoken.h"
#include "core/cluster/neighbours.h"
#include "core/history/memoryhistory.h"
#include "core/hub/greeting.h"
#include "core/hub/presencefanout.h"
#include "core/hub/shardport.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/session/admission.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"

namespace sluice {

namespace {

wire::Utterance replyTo(const PublishResult& result, const Ref& ref, std::int64_t remaining)
{
    switch (result.outcome) {
    case PublishOutcome::Accepted:
        return wire::ack(
            { ref, result.id, result.epoch, result.offset, result.recipients, remaining });
    case PublishOutcome::UnknownClient:
        return wire::error("unknown_client", ref);
    case PublishOutcome::KeyReused:
    case PublishOutcome::NotAvailable:
        break;
    }
    return wire::error("not_available", ref);
}

constexpr std::uint64_t manyClients = 1000;

} // namespace

ConnectionManager::ConnectionManager(const Parts& parts, std::vector<ShardPort*> shards,
                                     QObject* parent)
    : QObject(parent), m_parts(parts), m_shards(std::move(shards)), m_registry(m_shards.size()),
      m_framer(m_registry, parts.metrics),
      m_publisher({ parts.settings, parts.vitals, parts.metrics, parts.backplane, parts.history,
                    parts.neighbours, m_registry, m_framer, m_shards }),
      m_presence(parts.settings, [this](const PresenceBatch& batch) { return tellPresence(batch); })
{
    wireNeighbours();
    wireWaitingRoom();
}

// After the publisher, so that what has been delivered is also remembered, and under way to the
// loops.
void ConnectionManager::wireWaitingRoom()
{
    const auto letInUpToHead = [this] { m_waitingRoom.letInUpTo(m_parts.backplane.head()); };
    connect(&m_parts.backplane, &Backplane::delivered, this, letInUpToHead);
    connect(&m_parts.backplane, &Backplane::trimmed, this, letInUpToHead);
    connect(&m_parts.backplane, &Backplane::restarted, &m_waitingRoom, &WaitingRoom::letAllIn);
    connect(&m_waitingRoom, &WaitingRoom::letIn, this, &ConnectionManager::letIn);
}

void ConnectionManager::wireNeighbours()
{
    Neighbours& neighbours = m_parts.neighbours;
    connect(&neighbours, &Neighbours::cameElsewhere, this,
            [this](const std::string& id) { noteElsewhere(id, &PresenceNews::joined); });
    connect(&neighbours, &Neighbours::wentElsewhere, this,
            [this](const std::string& id) { noteElsewhere(id, &PresenceNews::left); });
    connect(&neighbours, &Neighbours::ousted, this, &ConnectionManager::onOusted);
    connect(&neighbours, &Neighbours::closeAsked, this,
            [this](const std::string& id, CloseReason reason) {
                if (m_registry.find(id)) // else two that each believe it there would ask for ever
                    closeClient(id, reason);
            });
    connect(&neighbours, &Neighbours::said, &m_publisher, &Publisher::sayToAll);
}

// News of a client that has come here meanwhile is old.
void ConnectionManager::noteElsewhere(const std::string& id,
                                      void (PresenceNews::*note)(const std::string&))
{
    if (!m_registry.find(id))
        (m_presence.*note)(id);
}

std::uint64_t ConnectionManager::countEverywhere() const
{
    return count() + m_parts.neighbours.count();
}

// Of a position that no node has reached this is no proof; then it waits in vain, and reads a gap.
bool ConnectionManager::isAhead(const Arrival& arrival) const
{
    const Backplane& backplane = m_parts.backplane;
    const auto& after = arrival.resumeAfter;
    return backplane.isShared() && after && after->first == backplane.epoch()
        && after->second > backplane.head() && m_parts.vitals.letsIn()
        && m_waitingRoom.size() < WaitingRoom::most;
}

void ConnectionManager::connected(const Arrival& arrival)
{
    if (!isAhead(arrival))
        return letIn(arrival);
    m_waitingRoom.enter(arrival);
    // Whoever goes away meanwhile must not come in later, and oust himself elsewhere.
    m_shards[arrival.key.loop]->hold(arrival.key);
}

ConnectionManager::Claim ConnectionManager::claimOf(const Arrival& arrival) const
{
    const auto proved = m_parts.tokens.verify(arrival.sessionToken);
    std::string id
        = arrival.requestedId.empty() ? proved.value_or(std::string()) : arrival.requestedId;
    const bool isSubject = !id.empty() && arrival.identity.bySubject && arrival.identity.user == id;
    const bool sameClient = isSubject || proved == id;
    return { std::move(id), sameClient };
}

void ConnectionManager::letIn(const Arrival& arrival)
{
    auto [id, sameClient] = claimOf(arrival);
    if (id.empty())
        id = freshId();
    if (const auto reason = refusal(arrival, id, sameClient)) {
        refuse(arrival, *reason);
        return;
    }
    // The new session is registered before the old one hears that it was replaced: no message
    // falls between them, and nobody else hears of it.
    std::optional<SessionKey> replaced;
    if (const Registry::Record* record = m_registry.find(id))
        replaced = record->key;
    m_registry.erase(id);
    m_registry.insert(id, arrival, std::chrono::system_clock::now());
    const bool moved = m_parts.neighbours.has(id);
    if (moved)
        m_parts.neighbours.takenOver(id);
    else if (!replaced)
        m_parts.neighbours.joined(id);
    greet(id, arrival);
    if (replaced)
        replace(id, *replaced, false);
    else if (!moved)
        m_presence.joined(id);
    m_parts.metrics.connectionsAccepted.Increment();
    noteCount();
    if (!replaced)
        Q_EMIT clientJoined();
    Q_EMIT listed(id);
    eventlog::write(LogLevel::Info, "hub", "client_connected",
                    "Client connected. Total connections: " + std::to_string(count()),
                    { { "client_id", id },
                      { "total_connections", static_cast<std::int64_t>(count()) },
                      { "peer", arrival.peer.ip },
                      { "compressed", arrival.deflate },
                      { "replaced", replaced.has_value() } });
}

void ConnectionManager::greet(const std::string& id, const Arrival& arrival)
{
    Greeting greeting(
        { id, arrival, m_parts.tokens.issue(id), m_parts.vitals.node, countEverywhere() },
        m_parts.settings, m_parts.backplane, m_parts.history);
    m_parts.vitals.historyBegins = m_parts.history.firstOffset(); // it has looked at the time
    m_parts.metrics.resumes(greeting.resumed).Increment();
    m_shards[arrival.key.loop]->admit(arrival.key, std::move(greeting.frames));
}

// The session gives its place to another one of the same client.
void ConnectionManager::replace(const std::string& id, SessionKey key, bool livesElsewhere)
{
    m_replaced.emplace(key, Replaced { id, livesElsewhere });
    m_parts.metrics.disconnected(CloseReason::Replaced).Increment();
    m_shards[key.loop]->close(key, CloseReason::Replaced);
    const CloseRow& row = closeRow(CloseReason::Replaced);
    Q_EMIT unlisted(id, { row.code, std::string(row.token), row.reason, false, 0 });
}

void ConnectionManager::onOusted(const std::string& id)
{
    const Registry::Record* record = m_registry.find(id);
    if (!record) // it left us first, as all have been told
        return m_presence.joined(id);
    const SessionKey key = record->key;
    m_registry.erase(id);
    noteCount();
    replace(id, key, true);
    eventlog::write(
        LogLevel::Info, "hub", "client_moved",
        "Client moved to another server. Total connections: " + std::to_string(count()),
        { { "client_id", id }, { "total_connections", static_cast<std::int64_t>(count()) } });
}

bool ConnectionManager::mayReplace(bool sameClient) const
{
    return sameClient || m_parts.settings.duplicateClientId == DuplicateClientId::Replace;
}

std::optional<CloseReason> ConnectionManager::refusal(const Arrival& arrival, const std::string& id,
                                                      bool sameClient) const
{
    const Settings& settings = m_parts.settings;
    if (const auto reason = closedDoor(m_parts.vitals))
        return reason;
    if (arrival.identity.bySubject && !arrival.requestedId.empty() && !sameClient)
        return CloseReason::Unauthorized; // a token for somebody else
    if (m_parts.neighbours.has(id) && !mayReplace(sameClient))
        return CloseReason::ClientIdInUse;
    if (const Registry::Record* present
        = m_registry.find(id)) // one place for another: no limit applies
        return mayReplace(sameClient) || present->leaving
            ? std::nullopt
            : std::optional(CloseReason::ClientIdInUse);
    if (count() >= settings.maxConnections)
        return CloseReason::TooManyConnections;
    if (settings.maxConnectionsPerIp > 0
        && m_registry.countFrom(arrival.peer.ip) >= settings.maxConnectionsPerIp)
        return CloseReason::TooManyConnections;
    return std::nullopt;
}

void ConnectionManager::refuse(const Arrival& arrival, CloseReason reason)
{
    const CloseRow& row = closeRow(reason);
    m_parts.metrics.rejected(reason).Increment();
    m_parts.metrics.connectionsShortLived.Increment();
    eventlog::write(LogLevel::Info, "hub", "client_refused",
                    "Client refused: " + std::string(row.token),
                    { { "client_id", arrival.requestedId },
                      { "peer", arrival.peer.ip },
                      { "code", std::int64_t { row.code } },
                      { "reason", row.token } });
    m_shards[arrival.key.loop]->refuse(arrival.key, reason);
}

std::string ConnectionManager::freshId() const
{
    // Long enough that a former client's session secret never fits a newcomer by chance.
    std::string id;
    do {
        id = "c-" + randomHex(10);
    } while (m_registry.find(id) || m_parts.neighbours.has(id));
    return id;
}

void ConnectionManager::disconnected(SessionKey key, const Departure& departure)
{
    const std::string* known = m_registry.idOf(key);
    if (!known && m_waitingRoom.leave(key))
        return;
    if (!known) { // was refused, or another session has taken its place
        if (const auto replaced = m_replaced.extract(key);
            replaced && replaced.mapped().livesElsewhere)
            Q_EMIT clientLeft(departure);
        return;
    }
    const std::string id = *known;
    const auto stayed = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now() - m_registry.find(id)->connectedAt);
    m_registry.erase(id);
    m_parts.neighbours.left(id);
    Metrics& metrics = m_parts.metrics;
    (departure.cause ? metrics.disconnected(*departure.cause)
                     : metrics.disconnectedByClient(departure.code))
        .Increment();
    if (!departure.cause && stayed.count() >= 0 && stayed < std::chrono::seconds(1))
        metrics.connectionsShortLived.Increment();
    eventlog::write(LogLevel::Info, "hub", "client_disconnected",
                    "Client disconnected. Total connections: " + std::to_string(count()),
                    { { "client_id", id },
                      { "total_connections", static_cast<std::int64_t>(count()) },
                      { "code", std::int64_t { departure.code } },
                      { "reason", departure.reason },
                      { "by_server", departure.cause.has_value() },
                      { "clean", departure.clean },
                      { "duration_ms", std::int64_t { stayed.count() } } });
    m_presence.left(id);
    noteCount();
    Q_EMIT clientLeft(departure);
    Q_EMIT unlisted(id, departure);
}

void ConnectionManager::said(const Inbound& inbound)
{
    const std::string* id = m_registry.idOf(inbound.key);
    if (const auto replaced = m_replaced.find(inbound.key); replaced != m_replaced.end())
        id = &replaced->second.id; // was under way when its session was replaced
    if (!id)
        return;
    const auto answer = [this, from = *id, key = inbound.key, ref = inbound.ref,
                         remaining = inbound.remaining](const PublishResult& result) {
        // Of a replaced session its successor hears, if there is one by now.
        const Registry::Record* record = m_registry.find(from);
        if (!record)
            return;
        const SharedFrame frame = wire::frame(replyTo(result, ref, remaining), record->textFormat);
        if (record->key == key)
            m_shards[key.loop]->settle(key, frame);
        else
            m_shards[record->key.loop]->send(record->key, frame);
    };
    Draft draft;
    draft.from = *id;
    draft.to = inbound.to;
    draft.data = inbound.data;
    m_publisher.publish(std::move(draft), Publisher::Wait::AsLongAsItTakes, answer);
}

void ConnectionManager::publish(Draft draft, std::function<void(const PublishResult&)> answer)
{
    m_publisher.publish(std::move(draft), Publisher::Wait::AWhile, std::move(answer));
}

void ConnectionManager::statusAsked(SessionKey key)
{
    if (m_registry.idOf(key)) {
        const wire::Utterance utterance
            = wire::status(countEverywhere(), std::chrono::seconds(m_parts.vitals.uptimeSeconds()),
                           whole(m_parts.metrics.messagesReceived));
        m_publisher.sayToAll(utterance);
        m_parts.neighbours.say(utterance);
    }
    m_publisher.answers().give(Publisher::Wait::AsLongAsItTakes,
                               [this, key] { m_shards[key.loop]->settle(key, nullptr); });
}

void ConnectionManager::notifyAll()
{
    m_parts.metrics.notifications.Increment();
    m_publisher.sayToAll(wire::notification(++m_notifications, countEverywhere()));
}

void ConnectionManager::setReadiness(Readiness readiness)
{
    m_parts.vitals.readiness = readiness;
    if (!m_parts.vitals.letsIn())
        m_waitingRoom.letAllIn(); // to be refused: nobody is left hanging
}

bool ConnectionManager::closeClient(const std::string& id, CloseReason reason)
{
    Registry::Record* record = m_registry.find(id);
    if (!record || record->leaving)
        return m_parts.neighbours.closeClient(id, reason);
    record->leaving = true; // nobody's addressee any more, and the id may be taken
    m_shards[record->key.loop]->close(record->key, reason);
    Q_EMIT listed(id);
    return true;
}

void ConnectionManager::sample(Sampling sampling)
{
    for (ShardPort* shard : m_shards)
        shard->sample(sampling);
}

void ConnectionManager::onSampled(std::uint16_t loop, const std::vector<SessionSample>& samples)
{
    Q_EMIT sampled(loop, samples);
}

void ConnectionManager::noteCount() const
{
    m_parts.vitals.clients = count();
    m_parts.metrics.connections.Set(static_cast<double>(count()));
    m_parts.metrics.compressedClients.Set(static_cast<double>(m_registry.deflateClients()));
}

// Not while an eviction closes hundreds each second: telling all the others of it would stall the
// loops. What is gathered is told once they are fewer, or when the drain is cancelled.
bool ConnectionManager::tellPresence(const PresenceBatch& batch)
{
    if (m_evicting && count() > manyClients)
        return false;
    if (batch.isEmpty() || count() == 0)
        return true;
    m_publisher.toAllLoops(presenceDelivery(batch, m_registry, m_framer, countEverywhere()));
    return true;
}

} // namespace sluice
