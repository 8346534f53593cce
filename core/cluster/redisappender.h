#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/redisentry.h"
#include "core/cluster/redislink.h"
#include "core/cluster/redisnames.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sluice {

// Puts drafts into the order, all that have gathered with one request: the longer Redis takes, the
// more go together. What was asked when the connection broke is asked again and done once. An
// answer waits until the own node has delivered the message. Control thread.
class RedisAppender final : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const Backplane::Result&)>;
    struct Bounds {
        std::uint64_t keep = 1000; // entries in the stream, about
        std::size_t outageQueue = 0; // drafts that wait for Redis as long as it takes
        std::chrono::milliseconds patience { 3000 }; // how long the others do
    };

    RedisAppender(RedisLink& link, RedisNames names, Bounds bounds, QObject* parent = nullptr);

    void append(Draft draft, Answer answer);
    // The order stands open. `redisTime`: its clock, in milliseconds.
    void resume(const std::string& epoch, std::int64_t redisTime);
    void pause(); // nothing can be asked just now
    // Calls back when nobody waits any more. Without Redis nobody does from now on.
    void settle(std::function<void()> settled);
    void onDelivered(const RedisEntry& entry);
    void onMissed(std::uint64_t from, std::uint64_t to); // never to be delivered
    std::size_t waiting() const { return m_waiting.size(); }

Q_SIGNALS:
    void placed(std::size_t drafts); // by one request
    void orderChanged(); // the epoch in Redis is another: it has paused
    void refused(const std::string& why); // by Redis, though it can be reached

private:
    using Steady = std::chrono::steady_clock;
    enum class Stage {
        Unasked,
        Asked,
        Doubtful, // asked, and the answer was lost
        Placed // has an offset, and waits for its delivery
    };
    struct Waiting {
        Draft draft;
        Answer answer;
        Steady::time_point due;
        Stage stage = Stage::Unasked;
        std::uint64_t offset = 0;
    };
    struct Repeated { // an earlier message that this node may not have delivered yet
        SharedMessage message;
        Answer answer;
    };
    using Numbers = std::vector<std::uint64_t>;

    void flush();
    Numbers nextBatch();
    void onAnswer(const Numbers& batch, const RedisReply* reply);
    void onVerdicts(const Numbers& batch, const RedisReply& reply);
    void onVerdict(std::uint64_t number, const std::string& verdict);
    void askAgain(const Numbers& batch, Stage stage);
    void setClock(std::int64_t redisTime);
    std::int64_t latest() const;
    SharedMessage messageOf(const Waiting& waiting, std::uint64_t offset) const;
    void answer(std::uint64_t number, const Backplane::Result& result);
    void giveUpOverdue();
    void refuseAll();
    void releaseRepeated(std::uint64_t upTo);
    void noteSettled();

    RedisLink& m_link;
    RedisNames m_names;
    Bounds m_bounds;
    std::string m_node; // of this process alone
    std::string m_epoch;
    std::int64_t m_redisTime = 0; // milliseconds, at …
    Steady::time_point m_clockRead;
    std::uint64_t m_lastNumber = 0;
    std::map<std::uint64_t, Waiting> m_waiting; // by number: the order in which they came
    std::deque<std::uint64_t> m_unasked;
    std::multimap<std::uint64_t, Repeated> m_repeated; // by offset
    std::uint64_t m_position = 0; // delivered
    std::vector<std::function<void()>> m_settled; // to be called then
    bool m_open = false;
    bool m_asking = false;
    QTimer m_flushTimer;
    QTimer m_dueTimer;
};

} // namespace sluice
