#include "core/cluster/redisappender.h"

#include "core/cluster/redisscripts.h"
#include "core/text/randomid.h"
#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

namespace sluice {

namespace {

using Outcome = Backplane::Outcome;

constexpr std::size_t mostDrafts = 256;
constexpr std::size_t mostOctets = std::size_t { 1024 } * 1024;
// Of our own messages that this node has not read yet: the stream is not to outrun its readers.
constexpr std::size_t mostUnread = 2048;
constexpr const char* keySeconds = "300"; // PROTOCOL.md §2

// The words of a verdict, which are separated by blanks.
std::uint64_t takeNumber(std::string_view& text)
{
    std::uint64_t number = 0;
    const auto blank = text.find(' ');
    text.remove_prefix(blank == text.npos ? text.size() : blank + 1);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool begins(std::string_view text, std::string_view beginning)
{
    return text.substr(0, beginning.size()) == beginning;
}

} // namespace

RedisAppender::RedisAppender(RedisLink& link, RedisNames names, Bounds bounds, QObject* parent)
    : QObject(parent), m_link(link), m_names(std::move(names)), m_bounds(bounds),
      m_node(randomHex(12))
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &RedisAppender::flush);
    m_dueTimer.setInterval(
        std::min<std::chrono::milliseconds>(m_bounds.patience / 4, std::chrono::milliseconds(250)));
    connect(&m_dueTimer, &QTimer::timeout, this, &RedisAppender::giveUpOverdue);
}

void RedisAppender::append(Draft draft, Answer answer)
{
    if (!m_open && (m_waiting.size() >= m_bounds.outageQueue || !m_settled.empty())) {
        answer({ Outcome::NotAvailable, nullptr });
        return;
    }
    const std::uint64_t number = ++m_lastNumber;
    m_waiting.emplace(number,
                      Waiting { std::move(draft), std::move(answer),
                                Steady::now() + m_bounds.patience, Stage::Unasked, 0 });
    m_unasked.push_back(number);
    if (!m_dueTimer.isActive())
        m_dueTimer.start();
    // At the end of the turn, with all that others say in it.
    if (m_open && !m_asking && !m_flushTimer.isActive())
        m_flushTimer.start(0);
}

void RedisAppender::resume(const std::string& epoch, std::int64_t redisTime)
{
    setClock(redisTime);
    if (const std::string former = std::exchange(m_epoch, epoch); former != epoch) {
        m_position = 0;
        // Of these nobody knows any more whether they were said, and to whom.
        for (auto& [offset, repeated] : std::exchange(m_repeated, {}))
            repeated.answer({ Outcome::NotAvailable, nullptr });
        Numbers lost;
        for (const auto& [number, waiting] : m_waiting)
            if (waiting.stage == Stage::Doubtful || waiting.stage == Stage::Placed)
                lost.push_back(number);
        for (const std::uint64_t number : lost)
            answer(number, { Outcome::NotAvailable, nullptr });
    }
    m_unasked.clear();
    for (const auto& [number, waiting] : m_waiting)
        if (waiting.stage == Stage::Unasked || waiting.stage == Stage::Doubtful)
            m_unasked.push_back(number);
    m_open = true;
    flush();
}

void RedisAppender::pause()
{
    m_open = false;
    if (!m_settled.empty())
        refuseAll();
}

void RedisAppender::settle(std::function<void()> settled)
{
    m_settled.push_back(std::move(settled));
    if (!m_open)
        refuseAll();
    noteSettled();
}

void RedisAppender::refuseAll()
{
    while (!m_waiting.empty())
        answer(m_waiting.begin()->first, { Outcome::NotAvailable, nullptr });
    releaseRepeated(std::numeric_limits<std::uint64_t>::max());
}

void RedisAppender::noteSettled()
{
    if (!m_waiting.empty() || !m_repeated.empty())
        return;
    for (const auto& settled : std::exchange(m_settled, {}))
        settled();
}

RedisAppender::Numbers RedisAppender::nextBatch()
{
    Numbers batch;
    std::size_t octets = 0;
    const std::size_t unread = m_waiting.size() - std::min(m_unasked.size(), m_waiting.size());
    const std::size_t most = std::min(mostDrafts, mostUnread - std::min(unread, mostUnread));
    while (!m_unasked.empty() && batch.size() < most && octets < mostOctets) {
        const std::uint64_t number = m_unasked.front();
        m_unasked.pop_front();
        const auto found = m_waiting.find(number);
        if (found == m_waiting.end())
            continue; // given up
        octets += found->second.draft.data.size();
        batch.push_back(number);
    }
    return batch;
}

void RedisAppender::flush()
{
    if (!m_open || m_asking)
        return;
    const Numbers batch = nextBatch();
    if (batch.empty())
        return;
    const std::string now = entryTime(std::chrono::system_clock::now());
    RedisLink::Words keys { m_names.order(), m_names.stream(m_epoch), m_names.asked(m_node) };
    RedisLink::Words arguments { m_epoch, m_node, std::to_string(latest()),
                                 std::to_string(m_bounds.keep), keySeconds };
    for (const std::uint64_t number : batch) {
        Waiting& waiting = m_waiting.at(number);
        waiting.stage = Stage::Asked;
        waiting.due = std::max(waiting.due, Steady::now() + m_bounds.patience);
        const Draft& draft = waiting.draft;
        if (!draft.idempotencyKey.empty())
            keys.push_back(m_names.key(draft.idempotencyKey));
        for (const std::string& word :
             { std::to_string(number), draft.idempotencyKey, draft.from, draft.to,
               std::to_string(draft.recipients), now, draft.data })
            arguments.push_back(word);
    }
    m_asking = true;
    redisscripts::appendToOrder().run(
        m_link, keys, arguments,
        [this, batch](const RedisReply* reply) { onAnswer(batch, reply); });
}

void RedisAppender::onAnswer(const Numbers& batch, const RedisReply* reply)
{
    m_asking = false;
    if (!reply) {
        m_open = false; // until the order has been looked at again
        askAgain(batch, Stage::Doubtful);
    } else if (reply->isList(1)) {
        onVerdicts(batch, *reply);
    } else {
        for (const std::uint64_t number : batch)
            answer(number, { Outcome::NotAvailable, nullptr });
        Q_EMIT refused(reply->text);
    }
    flush();
}

void RedisAppender::onVerdicts(const Numbers& batch, const RedisReply& reply)
{
    setClock(reply.items[0].number);
    const std::string first = reply.isList(2) ? reply.items[1].text : std::string();
    if (first == "LATE" || first == "EPOCH") {
        askAgain(batch, Stage::Unasked); // nothing was done
        if (first == "LATE")
            return; // the clocks differ, or it was long under way: by now the time is known
        m_open = false;
        Q_EMIT orderChanged();
        return;
    }
    const auto appended
        = std::count_if(reply.items.begin() + 1, reply.items.end(),
                        [](const RedisReply& verdict) { return begins(verdict.text, "appended"); });
    Q_EMIT placed(static_cast<std::size_t>(appended));
    for (std::size_t i = 0; i < batch.size(); ++i)
        onVerdict(batch[i], i + 1 < reply.items.size() ? reply.items[i + 1].text : "no verdict");
}

void RedisAppender::onVerdict(std::uint64_t number, const std::string& verdict)
{
    const auto found = m_waiting.find(number);
    if (found == m_waiting.end())
        return; // delivered already, before this answer came
    Waiting& waiting = found->second;
    std::string_view words = verdict;
    if (begins(words, "appended")) {
        waiting.stage = Stage::Placed;
        waiting.offset = takeNumber(words);
    } else if (begins(words, "done")) {
        waiting.stage = Stage::Placed; // its delivery will say where
    } else if (begins(words, "repeated")) {
        const std::uint64_t offset = takeNumber(words);
        auto message = std::make_shared<Message>(*messageOf(waiting, offset));
        message->recipients = takeNumber(words);
        message->time = WallTime(std::chrono::milliseconds(takeNumber(words)));
        if (offset <= m_position)
            answer(number, { Outcome::Repeated, message });
        else {
            m_repeated.emplace(offset, Repeated { message, std::move(waiting.answer) });
            m_waiting.erase(found);
        }
    } else if (begins(words, "reused")) {
        answer(number, { Outcome::KeyReused, nullptr });
    } else {
        answer(number, { Outcome::NotAvailable, nullptr });
        Q_EMIT refused(verdict);
    }
}

void RedisAppender::askAgain(const Numbers& batch, Stage stage)
{
    for (std::size_t left = batch.size(); left-- > 0;) { // so that they keep their order
        const std::uint64_t number = batch[left];
        const auto found = m_waiting.find(number);
        if (found == m_waiting.end())
            continue;
        found->second.stage = stage;
        m_unasked.push_front(number);
    }
}

void RedisAppender::onDelivered(const RedisEntry& entry)
{
    m_position = entry.offset;
    if (begins(entry.by, m_node)) {
        std::uint64_t number = 0;
        std::from_chars(entry.by.data() + m_node.size() + 1, entry.by.data() + entry.by.size(),
                        number);
        answer(number, { Outcome::Appended, entry.message });
        if (!m_unasked.empty() && !m_flushTimer.isActive())
            m_flushTimer.start(0);
    }
    releaseRepeated(m_position);
}

void RedisAppender::releaseRepeated(std::uint64_t upTo)
{
    while (!m_repeated.empty() && m_repeated.begin()->first <= upTo) {
        const Repeated repeated = std::move(m_repeated.extract(m_repeated.begin()).mapped());
        repeated.answer({ Outcome::Repeated, repeated.message });
        noteSettled();
    }
}

void RedisAppender::onMissed(std::uint64_t from, std::uint64_t to)
{
    m_position = to;
    std::vector<std::pair<std::uint64_t, Backplane::Result>> results;
    for (const auto& [number, waiting] : m_waiting) {
        if (waiting.stage != Stage::Placed)
            continue;
        if (waiting.offset == 0) // done, and nobody can say where
            results.push_back({ number, { Outcome::NotAvailable, nullptr } });
        else if (waiting.offset >= from && waiting.offset <= to)
            results.push_back(
                { number, { Outcome::Appended, messageOf(waiting, waiting.offset) } });
    }
    for (const auto& [number, result] : results)
        answer(number, result);
    releaseRepeated(to);
}

SharedMessage RedisAppender::messageOf(const Waiting& waiting, std::uint64_t offset) const
{
    const Draft& draft = waiting.draft;
    return std::make_shared<const Message>(
        Message { messageId(m_epoch, offset), offset, draft.from, draft.to, draft.data,
                  std::chrono::system_clock::now(), draft.recipients });
}

void RedisAppender::answer(std::uint64_t number, const Backplane::Result& result)
{
    // Taken out first: whoever is answered may append the next one.
    if (const auto waiting = m_waiting.extract(number))
        waiting.mapped().answer(result);
    if (m_waiting.empty())
        m_dueTimer.stop();
    noteSettled();
}

void RedisAppender::setClock(std::int64_t redisTime)
{
    m_redisTime = redisTime;
    m_clockRead = Steady::now();
}

// Before anybody here gives up: Redis must not do what has been refused.
std::int64_t RedisAppender::latest() const
{
    const auto since
        = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - m_clockRead);
    return m_redisTime + since.count() + m_bounds.patience.count() * 3 / 4;
}

void RedisAppender::giveUpOverdue()
{
    std::size_t mayStay = m_bounds.outageQueue;
    Numbers overdue;
    for (const auto& [number, waiting] : m_waiting) {
        if (waiting.stage == Stage::Placed)
            continue; // is done, and will be delivered
        if (mayStay > 0)
            --mayStay;
        else if (Steady::now() >= waiting.due)
            overdue.push_back(number);
    }
    for (const std::uint64_t number : overdue)
        answer(number, { Outcome::NotAvailable, nullptr });
}

} // namespace sluice
