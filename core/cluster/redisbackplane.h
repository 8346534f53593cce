#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/idempotencykeys.h"
#include "core/cluster/redisappender.h"
#include "core/cluster/redisfollower.h"
#include "core/cluster/redislink.h"
#include "core/cluster/redisnames.h"
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

// The order of a fleet: one stream in Redis, whose ids are the offsets. Every node delivers what it
// reads there, its own messages too. While Redis is away messages are refused, or a few wait; when
// it is back, reading goes on where it was. Control thread; never blocks.
class RedisBackplane final : public Backplane {
    Q_OBJECT
public:
    struct Options {
        RedisLink::Place place;
        std::string prefix = "sluice";
        std::uint32_t historySize = 1000;
        std::chrono::milliseconds historyAge { 300000 };
        std::size_t outageQueue = 0;
        std::uint64_t largestMessage = std::uint64_t { 1024 } * 1024; // octets
        std::chrono::milliseconds startPatience { 10000 };
    };
    using Opened = std::function<void(std::optional<std::string> whyNot)>;

    explicit RedisBackplane(const Options& options, QObject* parent = nullptr);

    // Answers once: a sentence when Redis does not want us, or has not been there for a while.
    void open(Opened answer);
    const std::string& sessionKey() const { return m_sessionKey; } // the fleet's
    RedisLink& link() { return m_commands; } // others may ask by it, too
    const RedisNames& names() const { return m_names; }

    void append(Draft draft, std::function<void(const Result&)> answer) override;
    bool remembers(const std::string& idempotencyKey) override;
    const std::string& epoch() const override { return m_epoch; }
    std::uint64_t head() const override { return m_head; }
    std::vector<SharedMessage> past() const override { return m_past; }
    bool isShared() const override { return true; }
    bool isUp() const override { return m_isUp; }
    void settle(const std::function<void()>& settled) override { m_appender.settle(settled); }

private:
    void onLinkUp();
    void onLinkFailed(RedisLink::Trouble trouble, const std::string& why);
    void openOrder();
    void onOrder(const RedisReply& reply);
    void loadPast(std::uint64_t before);
    void onPast(const RedisReply& reply);
    void endPast();
    void begin();
    void finishOpening(std::optional<std::string> whyNot);
    void onRead(const RedisEntry& entry);
    void onMissed(std::uint64_t from, std::uint64_t to);
    void onRefused(const std::string& why);
    void setUp(bool up, const std::string& why);
    void reportLag();

    Options m_options;
    RedisNames m_names;
    RedisLink m_commands;
    RedisLink m_reading;
    RedisAppender m_appender;
    RedisFollower m_follower;
    IdempotencyKeys m_keys;
    Opened m_opened; // until open() is answered
    std::string m_lastTrouble;
    QTimer m_startTimer;
    QTimer m_probe; // of a Redis that refuses
    QTimer m_lagTimer; // while it is not up
    bool m_isOpening = false;
    bool m_isUp = false;
    std::string m_epoch;
    std::string m_sessionKey;
    std::int64_t m_redisTime = 0;
    std::uint64_t m_head = 0;
    std::string m_lastBy;
    std::vector<SharedMessage> m_past;
    std::vector<RedisEntry> m_pastEntries; // while they are loaded, newest first
    std::size_t m_pastOctets = 0;
    WallTime m_lastDelivered;
    std::chrono::steady_clock::time_point m_lastContact;
    std::chrono::steady_clock::time_point m_nextRefusalLine;
};

} // namespace sluice
