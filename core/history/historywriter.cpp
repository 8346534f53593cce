#include "core/history/historywriter.h"

#include <QVariant>
#include <algorithm>

namespace sluice {

namespace {

QByteArray octets(const std::string& text) // for as long as the text lives
{
    return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

HistoryWriter::HistoryWriter(HistoryFile& file, const HistoryLimits& limits, std::uint64_t head)
    : m_file(file), m_sweeper(file, limits),
      // Octets that become text are spared the way through UTF-16.
      m_insert(file.prepare(
          "INSERT INTO messages (offset, time_ms, idempotency_key, recipients, id, sender, "
          "addressee, data) VALUES (?, ?, CAST(? AS TEXT), ?, CAST(? AS TEXT), "
          "CAST(? AS TEXT), CAST(? AS TEXT), ?)")),
      m_head(head)
{
}

// Whoever holds the file open goes on writing when it has been removed, and all would be lost.
template <class Work> bool HistoryWriter::transaction(Work work)
{
    if (!m_file.isInPlace())
        return m_file.fail("has been moved or removed while it was in use. Put it back, or start "
                           "the server anew.");
    if (m_file.run("BEGIN IMMEDIATE") && work() && m_file.run("COMMIT"))
        return true;
    m_file.rollBack();
    m_sweeper.startOver();
    return false;
}

bool HistoryWriter::write(const std::vector<JournalLine>& lines, WallTime now)
{
    const std::uint64_t head = lines.back().message->offset;
    // Twice as much as comes: so a file that was once larger shrinks to its limits again.
    const bool kept = transaction(
        [&] { return insert(lines) && m_sweeper.sweep(head, now, 64 + 2 * lines.size()); });
    if (kept)
        m_head = head;
    m_refused = 0;
    for (const JournalLine& line : lines)
        m_refused += kept ? 0 : line.message->data.size();
    return kept;
}

bool HistoryWriter::insert(const std::vector<JournalLine>& lines)
{
    if (lines.front().message->offset != m_head + 1)
        return m_file.fail("has offset " + std::to_string(m_head) + " for its last, which "
                           + std::to_string(lines.front().message->offset) + " does not follow.");
    for (const auto& [message, key] : lines) {
        const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(
            message->time.time_since_epoch());
        m_insert.bindValue(0, static_cast<qlonglong>(message->offset));
        m_insert.bindValue(1, qlonglong { time.count() });
        m_insert.bindValue(2, key.empty() ? QVariant() : octets(key));
        m_insert.bindValue(3, static_cast<qlonglong>(message->recipients));
        m_insert.bindValue(4, octets(message->id));
        m_insert.bindValue(5, octets(message->from));
        m_insert.bindValue(6, octets(message->to));
        m_insert.bindValue(7, octets(message->data));
        if (!m_file.run(m_insert))
            return false;
    }
    return true;
}

// Where there is room for a word but not for what was said, nothing has become better.
bool HistoryWriter::probe()
{
    constexpr std::size_t most = std::size_t { 1024 } * 1024;
    const std::string octets = std::to_string(std::min(m_refused, most) + 1);
    const bool done = transaction([&] {
        return m_file.run("INSERT OR REPLACE INTO meta VALUES ('probe', zeroblob(" + octets + "))");
    });
    return done
        && transaction([this] { return m_file.run("DELETE FROM meta WHERE name = 'probe'"); });
}

bool HistoryWriter::sweep(WallTime now)
{
    return transaction([&] { return m_sweeper.sweep(m_head, now, HistorySweeper::mostAtOnce); });
}

} // namespace sluice
