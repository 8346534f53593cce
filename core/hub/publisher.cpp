#include "core/hub/publisher.h"

#include "core/cluster/neighbours.h"
#include "core/history/memoryhistory.h"
#include "core/hub/framer.h"
#include "core/hub/registry.h"
#include "core/hub/shardport.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/settings/settings.h"

namespace sluice {

Publisher::Publisher(const Parts& parts, QObject* parent)
    : QObject(parent), m_parts(parts), m_answers(parts.shards)
{
    for (const SharedMessage& message : parts.backplane.past())
        remember(message);
    connect(&parts.backplane, &Backplane::delivered, this, &Publisher::deliver);
    connect(&parts.backplane, &Backplane::trimmed, this,
            [this](std::uint64_t from, std::uint64_t to) {
                forget(to);
                tellGap(from, to, to - from + 1);
            });
    connect(&parts.backplane, &Backplane::restarted, this, [this] {
        const std::uint64_t head = m_parts.backplane.head();
        forget(head);
        tellGap(head > 0 ? 1 : 0, head, head);
    });
}

// Something was said that nobody will hear here (PROTOCOL.md §1.3).
void Publisher::tellGap(std::uint64_t from, std::uint64_t to, std::uint64_t dropped)
{
    sayToAll(wire::gap(m_parts.backplane.epoch(), from, to, dropped));
}

void Publisher::sayToAll(const wire::Utterance& utterance)
{
    toAllLoops(
        std::make_shared<const Delivery>(Delivery { m_parts.framer.toAll(utterance), {}, {}, {} }));
}

void Publisher::toAllLoops(const SharedDelivery& delivery)
{
    for (ShardPort* shard : m_parts.shards)
        shard->deliver(delivery);
}

void Publisher::publish(Draft draft, Wait wait, std::function<void(const PublishResult&)> answer)
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
            m_answers.give(wait, answer, published(result));
        });
}

PublishResult Publisher::published(const Backplane::Result& result) const
{
    switch (result.outcome) {
    case Backplane::Outcome::Appended:
    case Backplane::Outcome::Repeated:
        return { PublishOutcome::Accepted, result.message->id, epochOf(*result.message),
                 result.message->offset, result.message->recipients };
    case Backplane::Outcome::KeyReused:
        return { PublishOutcome::KeyReused, {}, {}, 0, 0 };
    case Backplane::Outcome::NotAvailable:
        break;
    }
    return { PublishOutcome::NotAvailable, {}, {}, 0, 0 };
}

std::uint64_t Publisher::recipientsOf(const Draft& draft) const
{
    const Registry& registry = m_parts.registry;
    if (!draft.to.empty()) {
        const Registry::Record* addressee = registry.find(draft.to);
        return (addressee && !addressee->leaving) || m_parts.neighbours.has(draft.to) ? 1 : 0;
    }
    const bool senderLeftOut = !m_parts.settings.mirror && registry.find(draft.from);
    return registry.size() + m_parts.neighbours.count() - (senderLeftOut ? 1 : 0);
}

Outgoing Publisher::remember(const SharedMessage& message)
{
    const wire::Utterance utterance = wire::message(*message, m_parts.backplane.epoch());
    Outgoing frames = message->to.empty()
        ? m_parts.framer.toAll(utterance, message->offset)
        : m_parts.framer.toOne(utterance, message->to, message->offset);
    m_parts.history.append({ message, frames.json, nullptr });
    m_parts.metrics.historyMessages.Set(static_cast<double>(m_parts.history.size()));
    m_parts.vitals.historyBegins = m_parts.history.firstOffset();
    return frames;
}

// The order goes on behind this.
void Publisher::forget(std::uint64_t head)
{
    m_parts.history.startAt(head);
    ++m_parts.vitals.historyOrder;
    m_parts.vitals.historyBegins = m_parts.history.firstOffset();
}

void Publisher::deliver(const SharedMessage& message)
{
    Outgoing frames = remember(message);
    const Registry& registry = m_parts.registry;
    if (!message->to.empty()) {
        if (const Registry::Record* record = registry.find(message->to))
            m_parts.shards[record->key.loop]->send(record->key, frames.in(record->textFormat));
        return;
    }
    Delivery delivery { std::move(frames), {}, {}, message->time };
    if (!m_parts.settings.mirror)
        if (const Registry::Record* sender = registry.find(message->from))
            delivery.except = sender->key;
    toAllLoops(std::make_shared<const Delivery>(std::move(delivery)));
}

} // namespace sluice
