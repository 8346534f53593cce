#include "core/cluster/redisfollower.h"

#include <QPointer>
#include <algorithm>
#include <charconv>
#include <chrono>

namespace sluice {

namespace {

// Well within a link's patience: silence for longer is no idle stream.
constexpr const char* blockMs = "1000";
constexpr std::size_t most = 1024; // entries in a reply …
constexpr std::size_t mostOctets = std::size_t { 8 } * 1024 * 1024; // … and, going by the last one

} // namespace

RedisFollower::RedisFollower(RedisLink& link, RedisNames names, std::size_t safely, QObject* parent)
    : QObject(parent), m_link(link), m_names(std::move(names)), m_safely(safely), m_atATime(safely)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(std::chrono::seconds(1));
    connect(&m_rest, &QTimer::timeout, this, &RedisFollower::ask);
}

void RedisFollower::follow(const std::string& epoch, std::uint64_t after, const std::string& lastBy)
{
    pause();
    m_epoch = epoch;
    m_position = after;
    m_headSeen = after;
    m_lastBy = lastBy;
    m_atATime = m_safely; // a reply that is too long ends the connection, and leads here
    ask();
}

void RedisFollower::pause()
{
    m_rest.stop();
    ++m_round;
}

void RedisFollower::ask()
{
    m_link.ask({ "XREAD", "COUNT", std::to_string(m_atATime), "BLOCK", blockMs, "STREAMS",
                 m_names.stream(m_epoch), std::to_string(m_position) + "-0" },
               [this, round = m_round](const RedisReply* reply) {
                   if (reply && round == m_round)
                       onRead(*reply);
               });
}

void RedisFollower::onRead(const RedisReply& reply)
{
    if (reply.isError()) {
        m_rest.start();
        Q_EMIT refused(reply.text);
        return;
    }
    if (reply.isList(1) && reply.items[0].isList(2)) {
        const auto round = m_round;
        const QPointer<RedisFollower> alive(this);
        tell(reply.items[0].items[1]);
        if (alive && round == m_round)
            ask();
        return;
    }
    // What the order had counted before this reading is not there: somebody removed it.
    if (m_headSeen > m_position)
        skipTo(m_headSeen);
    checkOrder();
}

void RedisFollower::tell(const RedisReply& entries)
{
    const auto round = m_round;
    const QPointer<RedisFollower> alive(this);
    std::size_t octets = 1;
    for (const RedisReply& item : entries.items) {
        const auto entry = RedisEntry::read(item, m_epoch);
        if (!entry || entry->offset <= m_position)
            continue;
        const std::uint64_t before = entry->message ? entry->offset - 1 : entry->offset;
        if (before > m_position)
            skipTo(before);
        if (!entry->message)
            continue;
        m_position = entry->offset;
        m_headSeen = std::max(m_headSeen, m_position);
        m_lastBy = entry->by;
        octets += entry->message->data.size();
        Q_EMIT read(*entry);
        if (!alive || round != m_round)
            return;
    }
    m_atATime = std::clamp(mostOctets / octets * entries.items.size(), m_safely, most);
    Q_EMIT caughtUp(entries.items.size());
}

void RedisFollower::skipTo(std::uint64_t position)
{
    const std::uint64_t from = m_position + 1;
    m_position = position;
    m_lastBy.clear();
    Q_EMIT missed(from, position);
}

void RedisFollower::checkOrder()
{
    m_link.ask({ "HMGET", m_names.order(), "epoch", "head" },
               [this, round = m_round](const RedisReply* reply) {
                   if (reply && round == m_round)
                       onOrder(*reply);
               });
}

void RedisFollower::onOrder(const RedisReply& reply)
{
    bool same = reply.isList(2) && reply.items[0].text == m_epoch;
    if (same) {
        const std::string& head = reply.items[1].text;
        std::from_chars(head.data(), head.data() + head.size(), m_headSeen);
        same = m_headSeen >= m_position; // else it forgot its last messages
    }
    if (!same) {
        pause();
        Q_EMIT orderChanged();
        return;
    }
    ask();
}

} // namespace sluice
