#pragma once

#include "core/cluster/backplane.h"
#include "core/hub/answerqueue.h"
#include "core/hub/hubletters.h"
#include "core/hub/hubport.h"
#include "core/hub/wire.h"
#include "core/session/frame.h"
#include <QObject>
#include <functional>
#include <vector>

namespace sluice {

class Framer;
class MemoryHistory;
class Metrics;
class Neighbours;
class Registry;
class ShardPort;
struct Settings;
struct Vitals;

// A message's way through the hub: from a draft to its place in the order, and from there into the
// history and to the loops of those it is for. Control thread.
class Publisher final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        Backplane& backplane;
        MemoryHistory& history;
        const Neighbours& neighbours;
        const Registry& registry;
        Framer& framer;
        const std::vector<ShardPort*>& shards;
    };
    using Wait = AnswerQueue::Wait;

    explicit Publisher(const Parts& parts, QObject* parent = nullptr);

    // Answered once the loops can take more.
    void publish(Draft draft, Wait wait, std::function<void(const PublishResult&)> answer);
    AnswerQueue& answers() { return m_answers; }
    // What has no place in the order: to all clients here.
    void sayToAll(const wire::Utterance& utterance);
    void toAllLoops(const SharedDelivery& delivery);

private:
    std::uint64_t recipientsOf(const Draft& draft) const;
    PublishResult published(const Backplane::Result& result) const;
    Outgoing remember(const SharedMessage& message);
    void forget(std::uint64_t head);
    void deliver(const SharedMessage& message);
    void tellGap(std::uint64_t from, std::uint64_t to, std::uint64_t dropped);

    Parts m_parts;
    AnswerQueue m_answers;
};

} // namespace sluice
