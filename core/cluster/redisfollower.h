#pragma once

#include "core/cluster/redisentry.h"
#include "core/cluster/redislink.h"
#include "core/cluster/redisnames.h"
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <string>

namespace sluice {

// Reads the stream that is the order from a position on, entry by entry, while its link holds.
// Control thread.
class RedisFollower final : public QObject {
    Q_OBJECT
public:
    // `safely`: how many entries one reply holds that could all be of the largest size. Of the
    // usual size it holds more.
    RedisFollower(RedisLink& link, RedisNames names, std::size_t safely, QObject* parent = nullptr);

    // `lastBy`: as the last entry had it.
    void follow(const std::string& epoch, std::uint64_t after,
                const std::string& lastBy); // by a link that is up
    void pause(); // nothing more is told
    std::uint64_t position() const { return m_position; }
    const std::string& lastBy() const { return m_lastBy; } // who put the entry there

Q_SIGNALS:
    void read(const sluice::RedisEntry& entry); // in order, each once
    void caughtUp(std::size_t entries); // everything that one reply held has been told
    // Trimmed from the stream before they were read; the next entry is told after this.
    void missed(std::uint64_t from, std::uint64_t to);
    void orderChanged(); // the epoch in Redis is another, or none: it has paused
    void refused(const std::string& why); // tries again a little later

private:
    void ask();
    void onRead(const RedisReply& reply);
    void tell(const RedisReply& entries);
    void checkOrder();
    void onOrder(const RedisReply& reply);
    void skipTo(std::uint64_t position);

    RedisLink& m_link;
    RedisNames m_names;
    std::size_t m_safely;
    std::size_t m_atATime;
    QTimer m_rest; // after a refusal
    std::string m_epoch;
    std::uint64_t m_position = 0;
    std::uint64_t m_headSeen = 0; // of the order; never behind the position
    std::string m_lastBy;
    std::uint64_t m_round = 0; // answers of earlier ones do not count
};

} // namespace sluice
