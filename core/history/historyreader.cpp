#include "core/history/historyreader.h"

#include "core/cluster/idempotencykeys.h"
#include <QSqlError>
#include <QVariant>
#include <algorithm>

namespace sluice {

namespace {

constexpr const char* newestFirst
    = "SELECT offset, time_ms, recipients, id, sender, addressee, data, idempotency_key "
      "FROM messages ORDER BY offset DESC";
constexpr const char* keyedNewestFirst
    = "SELECT offset, time_ms, recipients, id, sender, addressee, data, idempotency_key "
      "FROM messages WHERE idempotency_key IS NOT NULL ORDER BY offset DESC";

SharedMessage messageOf(const QSqlQuery& row)
{
    const auto text = [&row](int column) { return row.value(column).toByteArray().toStdString(); };
    return std::make_shared<const Message>(
        Message { text(3), row.value(0).toULongLong(), text(4), text(5), text(6),
                  WallTime(std::chrono::milliseconds(row.value(1).toLongLong())),
                  row.value(2).toULongLong() });
}

// From the newest on backwards, as long as it can be resumed from.
bool readMessages(HistoryFile& file, const HistoryLimits& limits, WallTime now, JournalPast& past)
{
    QSqlQuery query = file.prepare(newestFirst);
    if (!file.run(query))
        return false;
    std::size_t octets = 0;
    while (query.next()) {
        const SharedMessage message = messageOf(query);
        octets += message->data.size();
        const bool isNewest = past.messages.empty();
        if (!isNewest
            && (past.messages.back()->offset != message->offset + 1
                || past.messages.size() >= limits.size || message->time + limits.age < now
                || octets > MemoryHistory::maxOctets))
            break;
        past.messages.push_back(message);
    }
    std::reverse(past.messages.begin(), past.messages.end());
    return !query.lastError().isValid() || file.fail(query.lastError());
}

bool readKeyed(HistoryFile& file, WallTime now, JournalPast& past)
{
    QSqlQuery query = file.prepare(keyedNewestFirst);
    if (!file.run(query))
        return false;
    const std::uint64_t first = past.messages.empty() ? 0 : past.messages.front()->offset;
    std::size_t octets = 0;
    while (query.next() && past.keyed.size() < IdempotencyKeys::most
           && octets <= MemoryHistory::maxOctets) {
        const std::uint64_t offset = query.value(0).toULongLong();
        const SharedMessage message
            = offset >= first ? past.messages.at(offset - first) : messageOf(query);
        if (message->time + IdempotencyKeys::lifetime < now)
            break;
        octets += message->data.size();
        past.keyed.push_back({ message, query.value(7).toByteArray().toStdString() });
    }
    std::reverse(past.keyed.begin(), past.keyed.end());
    return !query.lastError().isValid() || file.fail(query.lastError());
}

} // namespace

std::optional<JournalPast> readPast(HistoryFile& file, const HistoryLimits& limits, WallTime now)
{
    JournalPast past;
    past.epoch = file.epoch();
    past.sessionKey = file.sessionKey();
    if (!readMessages(file, limits, now, past) || !readKeyed(file, now, past))
        return std::nullopt;
    return past;
}

} // namespace sluice
