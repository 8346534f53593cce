#include "core/cluster/redisbackplane.h"

#include "core/cluster/redisscripts.h"
#include "core/history/memoryhistory.h"
#include "core/observe/eventlog.h"
#include "core/text/randomid.h"
#include <QMetaMethod>
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

using namespace std::chrono_literals;

// The stream is what nodes are behind by, and what those catch up from that were cut off for a
// moment: it is long, however short the history.
constexpr std::uint64_t leastKept = 10000;
// One reply holds at most so many messages, or so many octets of the largest ones.
constexpr std::uint64_t mostAtATime = 256;
constexpr std::uint64_t octetsAtATime = std::uint64_t { 64 } * 1024 * 1024;

std::size_t atATime(const RedisBackplane::Options& options)
{
    return static_cast<std::size_t>(
        std::clamp<std::uint64_t>(octetsAtATime / options.largestMessage, 1, mostAtATime));
}

RedisLink::Place placeFor(const RedisBackplane::Options& options)
{
    RedisLink::Place place = options.place;
    place.mostOctets = octetsAtATime + 2 * options.largestMessage;
    return place;
}

// Some of what Redis says are sentences.
std::string withoutStop(std::string words)
{
    if (!words.empty() && words.back() == '.')
        words.pop_back();
    return words;
}

} // namespace

RedisBackplane::RedisBackplane(const Options& options, QObject* parent)
    : Backplane(parent), m_options(options), m_names { options.prefix },
      m_commands(placeFor(options)), m_reading(placeFor(options)),
      m_appender(m_commands, m_names,
                 { std::max<std::uint64_t>(options.historySize, leastKept), options.outageQueue,
                   options.place.patience }),
      m_follower(m_reading, m_names, atATime(options)), m_sessionKey(randomHex(64))
{
    for (RedisLink* link : { &m_commands, &m_reading }) {
        connect(link, &RedisLink::up, this, &RedisBackplane::onLinkUp);
        connect(link, &RedisLink::failed, this, &RedisBackplane::onLinkFailed);
    }
    connect(&m_follower, &RedisFollower::read, this, &RedisBackplane::onRead);
    connect(&m_follower, &RedisFollower::missed, this, &RedisBackplane::onMissed);
    connect(&m_follower, &RedisFollower::caughtUp, this, &RedisBackplane::reportLag);
    connect(&m_follower, &RedisFollower::caughtUp, this, &Backplane::readTogether);
    connect(&m_appender, &RedisAppender::placed, this, &Backplane::placedTogether);
    connect(&m_follower, &RedisFollower::orderChanged, this, &RedisBackplane::openOrder);
    connect(&m_follower, &RedisFollower::refused, this, &RedisBackplane::onRefused);
    connect(&m_appender, &RedisAppender::orderChanged, this, &RedisBackplane::openOrder);
    connect(&m_appender, &RedisAppender::refused, this, &RedisBackplane::onRefused);
    m_startTimer.setSingleShot(true);
    m_probe.setSingleShot(true);
    connect(&m_probe, &QTimer::timeout, this, &RedisBackplane::openOrder);
    connect(&m_startTimer, &QTimer::timeout, this,
            [this] { finishOpening(m_lastTrouble + " Start Redis, or correct redis_url."); });
    m_lagTimer.setInterval(1s);
    connect(&m_lagTimer, &QTimer::timeout, this, &RedisBackplane::reportLag);
}

void RedisBackplane::open(Opened answer)
{
    m_opened = std::move(answer);
    m_lastTrouble = "Redis at " + m_commands.url().shown() + " cannot be reached.";
    m_startTimer.start(m_options.startPatience);
    m_commands.open();
    m_reading.open();
}

void RedisBackplane::onLinkUp()
{
    if (m_commands.isUp() && m_reading.isUp())
        openOrder();
}

void RedisBackplane::onLinkFailed(RedisLink::Trouble trouble, const std::string& why)
{
    m_lastTrouble = why;
    if (m_opened && trouble == RedisLink::Trouble::Lasting) {
        finishOpening(why);
        return;
    }
    setUp(false, why);
}

// At the start, after each loss of a connection, and when the order is not the one we knew.
void RedisBackplane::openOrder()
{
    m_follower.pause();
    m_appender.pause();
    if (m_isOpening || !m_commands.isUp() || !m_reading.isUp())
        return;
    m_isOpening = true;
    redisscripts::openOrder().run(
        m_commands, { m_names.order() },
        { m_names.prefix, randomHex(12), m_sessionKey, m_epoch, std::to_string(m_head), m_lastBy },
        [this](const RedisReply* reply) {
            m_isOpening = false;
            if (reply)
                onOrder(*reply);
        });
}

void RedisBackplane::onOrder(const RedisReply& reply)
{
    if (!reply.isList(4)) {
        const std::string why = "Redis at " + m_commands.url().shown()
            + " does not let us keep messages there: " + reply.text;
        if (m_opened)
            finishOpening(why);
        else
            onRefused(reply.text);
        return;
    }
    m_redisTime = reply.items[3].number;
    const std::string former = std::exchange(m_epoch, reply.items[0].text);
    if (former.empty()) {
        m_startTimer.stop(); // it is there; its past may take a while
        m_isOpening = true;
        m_sessionKey = reply.items[2].text;
        m_head = static_cast<std::uint64_t>(reply.items[1].number);
        loadPast(m_head + 1);
        return;
    }
    if (former != m_epoch) {
        m_head = 0;
        m_lastBy.clear();
        m_past.clear();
        eventlog::write(LogLevel::Warning, "cluster", "order_restarted",
                        "Redis has lost the order of messages, as after a restart without a file. "
                        "A new one begins: clients that come back read a gap.",
                        { { "former_epoch", former }, { "epoch", m_epoch } });
        Q_EMIT restarted();
    }
    begin();
}

// The stream's end, in pages backwards.
void RedisBackplane::loadPast(std::uint64_t before)
{
    m_commands.ask({ "XREVRANGE", m_names.stream(m_epoch), std::to_string(before - 1) + "-0", "-",
                     "COUNT", std::to_string(atATime(m_options)) },
                   [this](const RedisReply* reply) {
                       if (reply) {
                           onPast(*reply);
                           return;
                       }
                       m_isOpening = false;
                       m_epoch.clear(); // from the start, when the links are up again
                       m_pastEntries.clear();
                       m_pastOctets = 0;
                   });
}

void RedisBackplane::onPast(const RedisReply& reply)
{
    const WallTime oldest = std::chrono::system_clock::now() - m_options.historyAge;
    std::uint64_t next = m_pastEntries.empty() ? m_head : m_pastEntries.back().offset - 1;
    for (const RedisReply& item : reply.items) {
        auto entry = RedisEntry::read(item, m_epoch);
        if (!entry || !entry->message || entry->offset != next--
            || m_pastEntries.size() >= m_options.historySize || entry->message->time < oldest
            || m_pastOctets > MemoryHistory::maxOctets) {
            endPast();
            return;
        }
        m_pastOctets += entry->message->data.size();
        m_pastEntries.push_back(std::move(*entry));
    }
    if (reply.items.empty() || next == 0)
        endPast();
    else
        loadPast(next + 1);
}

void RedisBackplane::endPast()
{
    std::reverse(m_pastEntries.begin(), m_pastEntries.end());
    for (const RedisEntry& entry : m_pastEntries) {
        m_past.push_back(entry.message);
        m_keys.remember(entry.idempotencyKey, entry.message);
        m_lastBy = entry.by;
    }
    m_pastEntries = {};
    m_isOpening = false;
    begin();
}

void RedisBackplane::begin()
{
    if (!m_commands.isUp() || !m_reading.isUp())
        return; // once more when they are
    setUp(true, {});
    m_follower.follow(m_epoch, m_head, m_lastBy);
    m_appender.resume(m_epoch, m_redisTime);
    finishOpening(std::nullopt);
}

void RedisBackplane::finishOpening(std::optional<std::string> whyNot)
{
    m_startTimer.stop();
    if (const Opened answer = std::exchange(m_opened, nullptr))
        answer(std::move(whyNot));
}

void RedisBackplane::append(Draft draft, std::function<void(const Result&)> answer)
{
    const WallTime now = std::chrono::system_clock::now();
    if (const SharedMessage earlier = m_keys.find(draft.idempotencyKey, now)) {
        answer(repetition(earlier, draft));
        return;
    }
    m_appender.append(std::move(draft), std::move(answer));
}

bool RedisBackplane::remembers(const std::string& idempotencyKey)
{
    return m_keys.find(idempotencyKey, std::chrono::system_clock::now()) != nullptr;
}

void RedisBackplane::onRead(const RedisEntry& entry)
{
    m_head = entry.offset;
    m_lastBy = entry.by;
    m_keys.remember(entry.idempotencyKey, entry.message);
    m_lastDelivered = entry.message->time;
    // Whoever will listen takes the past over first: until then this belongs to it.
    if (!isSignalConnected(QMetaMethod::fromSignal(&Backplane::delivered)))
        m_past.push_back(entry.message);
    Q_EMIT delivered(entry.message);
    m_appender.onDelivered(entry);
}

void RedisBackplane::onMissed(std::uint64_t from, std::uint64_t to)
{
    eventlog::write(
        LogLevel::Warning, "cluster", "messages_missed",
        "Messages were gone from Redis before this node had read them. Raise "
        "history_size on every node to bridge longer cuts.",
        { { "from", static_cast<std::int64_t>(from) }, { "to", static_cast<std::int64_t>(to) } });
    m_head = to;
    m_lastBy.clear();
    m_past.clear();
    Q_EMIT trimmed(from, to);
    m_appender.onMissed(from, to);
}

// Opening the order writes, and so tells when it can be written again.
void RedisBackplane::onRefused(const std::string& why)
{
    setUp(false, "Redis at " + m_commands.url().shown() + " refuses messages.");
    if (!m_probe.isActive())
        m_probe.start(1s);
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextRefusalLine)
        return;
    m_nextRefusalLine = now + 10s;
    eventlog::write(LogLevel::Error, "cluster", "redis_refused",
                    "Redis can be reached but does not take messages: " + withoutStop(why)
                        + ". Publishers read not_available.",
                    { { "redis", m_commands.url().shown() } });
}

void RedisBackplane::setUp(bool up, const std::string& why)
{
    if (!up) {
        m_follower.pause();
        m_appender.pause();
    }
    if (m_isUp == up)
        return;
    m_isUp = up;
    if (up) {
        m_lagTimer.stop();
        eventlog::write(LogLevel::Info, "cluster", "redis_up",
                        "Redis keeps the order of messages for this fleet.",
                        { { "redis", m_commands.url().shown() }, { "epoch", m_epoch } });
    } else {
        m_lastContact = std::chrono::steady_clock::now();
        m_lagTimer.start();
        eventlog::write(LogLevel::Warning, "cluster", "redis_lost",
                        why
                            + " Clients stay; until it is back messages are refused or wait "
                              "(outage_queue).");
    }
    Q_EMIT upChanged(up);
}

void RedisBackplane::reportLag()
{
    using Seconds = std::chrono::duration<double>;
    const Seconds lag = m_isUp ? Seconds(std::chrono::system_clock::now() - m_lastDelivered)
                               : Seconds(std::chrono::steady_clock::now() - m_lastContact);
    Q_EMIT lagChanged(std::max(0.0, lag.count()));
}

} // namespace sluice
