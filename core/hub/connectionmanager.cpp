#include "core/hub/connectionmanager.h"

#include "core/auth/sessiontoken.h"
#include "core/history/memoryhistory.h"
#include "core/hub/greeting.h"
#include "core/hub/presencefanout.h"
#include "core/hub/shardport.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"

namespace sluice {

namespace {

wire::Utterance replyTo(const PublishResult& result, std::string_view ref, std::int64_t remaining)
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
    : QObject(parent), m_parts(parts), m_shards(std::move(shards)), m_answers(m_shards),
      m_registry(m_shards.size()), m_framer(m_registry, parts.metrics)
{
    m_presenceTimer.setSingleShot(true);
    m_presenceTimer.setInterval(parts.settings.presenceInterval);
    connect(&m_presenceTimer, &QTimer::timeout, this, &ConnectionManager::flushPresence);
    connect(&parts.backplane, &Backplane::delivered, this, &ConnectionManager::onDelivered);
}

void ConnectionManager::connected(const Arrival& arrival)
{
    const auto proved = m_parts.tokens.verify(arrival.sessionToken);
    std::string id = !arrival.requestedId.empty() ? arrival.requestedId
        : proved                                  ? *proved
                                                  : freshId();
    const bool sameClient = proved == id;
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
    greet(id, arrival);
    if (replaced) {
        m_replaced.emplace(*replaced, id);
        m_parts.metrics.disconnected(CloseReason::Replaced).Increment();
        m_shards[replaced->loop]->close(*replaced, CloseReason::Replaced);
        const CloseRow& row = closeRow(CloseReason::Replaced);
        Q_EMIT unlisted(id, { row.code, std::string(row.token), row.reason, false, 0 });
    } else {
        m_presence.join(id);
        presenceChanged();
    }
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
    Greeting greeting({ id, arrival, m_parts.tokens.issue(id), m_parts.vitals.node, count() },
                      m_parts.settings, m_parts.backplane, m_parts.history);
    m_parts.metrics.resumes(greeting.resumed).Increment();
    m_shards[arrival.key.loop]->admit(arrival.key, std::move(greeting.frames));
}

std::optional<CloseReason> ConnectionManager::refusal(const Arrival& arrival, const std::string& id,
                                                      bool sameClient) const
{
    const Settings& settings = m_parts.settings;
    if (!m_parts.vitals.letsIn())
        return m_parts.vitals.readiness == Readiness::Draining ? CloseReason::ServerShutdown
                                                               : CloseReason::NotAccepting;
    if (const Registry::Record* present
        = m_registry.find(id)) // one place for another: no limit applies
        return sameClient || present->leaving
                || settings.duplicateClientId == DuplicateClientId::Replace
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
    } while (m_registry.info(id));
    return id;
}

void ConnectionManager::disconnected(SessionKey key, const Departure& departure)
{
    const std::string* known = m_registry.idOf(key);
    if (!known) { // was refused, or another session has taken its place
        m_replaced.erase(key);
        return;
    }
    const std::string id = *known;
    const auto stayed = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now() - m_registry.find(id)->connectedAt);
    m_registry.erase(id);
    m_presence.leave(id);
    Metrics& metrics = m_parts.metrics;
    (departure.cause ? metrics.disconnected(*departure.cause)
                     : metrics.disconnectedByClient(departure.code))
        .Increment();
    eventlog::write(LogLevel::Info, "hub", "client_disconnected",
                    "Client disconnected. Total connections: " + std::to_string(count()),
                    { { "client_id", id },
                      { "total_connections", static_cast<std::int64_t>(count()) },
                      { "code", std::int64_t { departure.code } },
                      { "reason", departure.reason },
                      { "by_server", departure.cause.has_value() },
                      { "clean", departure.clean },
                      { "duration_ms", std::int64_t { stayed.count() } } });
    presenceChanged();
    noteCount();
    Q_EMIT clientLeft(departure);
    Q_EMIT unlisted(id, departure);
}

void ConnectionManager::said(const Inbound& inbound)
{
    const std::string* id = m_registry.idOf(inbound.key);
    if (const auto replaced = m_replaced.find(inbound.key); replaced != m_replaced.end())
        id = &replaced->second; // was under way when its session was replaced
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
    publish(std::move(draft), AnswerQueue::Wait::AsLongAsItTakes, answer);
}

void ConnectionManager::publish(Draft draft, std::function<void(const PublishResult&)> answer)
{
    publish(std::move(draft), AnswerQueue::Wait::AWhile, std::move(answer));
}

void ConnectionManager::publish(Draft draft, AnswerQueue::Wait wait,
                                std::function<void(const PublishResult&)> answer)
{
    draft.recipients = recipientsOf(draft);
    if (!draft.to.empty() && draft.recipients == 0
        && !m_parts.backplane.remembers(draft.idempotencyKey)) {
        m_answers.give(wait, answer, PublishResult { PublishOutcome::UnknownClient, {}, {}, 0, 0 });
        return;
    }
    m_parts.backplane.append(
        std::move(draft),
        [this, wait, answer = std::move(answer)](const Backplane::Result& result) {
            PublishResult published;
            switch (result.outcome) {
            case Backplane::Outcome::Appended:
            case Backplane::Outcome::Repeated:
                published
                    = { PublishOutcome::Accepted, result.message->id, m_parts.backplane.epoch(),
                        result.message->offset, result.message->recipients };
                break;
            case Backplane::Outcome::KeyReused:
                published.outcome = PublishOutcome::KeyReused;
                break;
            case Backplane::Outcome::NotAvailable:
                published.outcome = PublishOutcome::NotAvailable;
                break;
            }
            m_answers.give(wait, answer, published);
        });
}

std::uint64_t ConnectionManager::recipientsOf(const Draft& draft)
{
    if (!draft.to.empty()) {
        const Registry::Record* addressee = m_registry.find(draft.to);
        return addressee && !addressee->leaving ? 1 : 0;
    }
    const bool senderLeftOut = !m_parts.settings.mirror && m_registry.find(draft.from);
    return m_registry.size() - (senderLeftOut ? 1 : 0);
}

void ConnectionManager::onDelivered(const SharedMessage& message)
{
    const wire::Utterance utterance = wire::message(*message, m_parts.backplane.epoch());
    const Outgoing frames = message->to.empty()
        ? m_framer.toAll(utterance, message->offset)
        : m_framer.toOne(utterance, message->to, message->offset);
    m_parts.history.append({ message, frames.json, nullptr });
    m_parts.metrics.historyMessages.Set(static_cast<double>(m_parts.history.size()));
    if (!message->to.empty()) {
        if (const Registry::Record* record = m_registry.find(message->to))
            m_shards[record->key.loop]->send(record->key, frames.in(record->textFormat));
        return;
    }
    Delivery delivery { frames, {}, {}, message->time };
    if (!m_parts.settings.mirror)
        if (const Registry::Record* sender = m_registry.find(message->from))
            delivery.except = sender->key;
    const auto shared = std::make_shared<const Delivery>(std::move(delivery));
    for (ShardPort* shard : m_shards)
        shard->deliver(shared);
}

void ConnectionManager::statusAsked(SessionKey key)
{
    if (m_registry.idOf(key))
        sayToAll(wire::status(count(), std::chrono::seconds(m_parts.vitals.uptimeSeconds()),
                              whole(m_parts.metrics.messagesReceived)));
    m_answers.give(AnswerQueue::Wait::AsLongAsItTakes,
                   [this, key] { m_shards[key.loop]->settle(key, nullptr); });
}

void ConnectionManager::notifyAll()
{
    m_parts.metrics.notifications.Increment();
    sayToAll(wire::notification(++m_notifications, count()));
}

void ConnectionManager::sayToAll(const wire::Utterance& utterance)
{
    const auto delivery
        = std::make_shared<const Delivery>(Delivery { m_framer.toAll(utterance), {}, {}, {} });
    for (ShardPort* shard : m_shards)
        shard->deliver(delivery);
}

void ConnectionManager::setReadiness(Readiness readiness)
{
    m_parts.vitals.readiness = readiness;
}

bool ConnectionManager::closeClient(const std::string& id, CloseReason reason)
{
    Registry::Record* record = m_registry.find(id);
    if (!record || record->leaving)
        return false;
    record->leaving = true; // nobody's addressee any more, and the id may be taken
    m_shards[record->key.loop]->close(record->key, reason);
    Q_EMIT listed(id);
    return true;
}

void ConnectionManager::announceDrain(const DrainNotice& notice)
{
    DrainNotice part = notice;
    part.totalSlots = count();
    for (std::size_t loop = 0; loop < m_shards.size(); ++loop) {
        m_shards[loop]->announceDrain(part);
        part.firstSlot += m_registry.perLoop()[loop];
    }
}

void ConnectionManager::announceCancel()
{
    sayToAll(wire::drainCancelled());
}

void ConnectionManager::evict(std::chrono::milliseconds over)
{
    m_evicting = true;
    for (ShardPort* shard : m_shards)
        shard->evict(over);
}

void ConnectionManager::stopEviction()
{
    m_evicting = false;
    presenceChanged();
    for (ShardPort* shard : m_shards)
        shard->stopEviction();
}

void ConnectionManager::abortAll()
{
    for (ShardPort* shard : m_shards)
        shard->abortAll();
}

void ConnectionManager::closeAll(CloseReason reason)
{
    m_answers.releaseForGood(); // before the Close, behind which nobody hears them
    for (ShardPort* shard : m_shards)
        shard->closeAll(reason);
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

void ConnectionManager::presenceChanged()
{
    if (m_parts.settings.presenceInterval.count() == 0)
        flushPresence();
    else if (!m_presenceTimer.isActive())
        m_presenceTimer.start();
}

void ConnectionManager::flushPresence()
{
    // Hundreds are closed each second then: telling all the others of it would stall the loops.
    // What is gathered is told once they are fewer, or when the drain is cancelled.
    if (m_evicting && count() > manyClients)
        return;
    if (m_presence.isEmpty() || count() == 0) {
        m_presence.clear();
        return;
    }
    const SharedDelivery delivery = presenceDelivery(m_presence, m_registry, m_framer);
    m_presence.clear();
    for (ShardPort* shard : m_shards)
        shard->deliver(delivery);
}

} // namespace sluice
