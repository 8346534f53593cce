#include "core/history/historysweeper.h"

#include "core/cluster/idempotencykeys.h"
#include <QVariant>
#include <algorithm>

namespace sluice {

HistorySweeper::HistorySweeper(HistoryFile& file, const HistoryLimits& limits)
    : m_file(file), m_limits(limits),
      m_next(file.prepare("SELECT offset, time_ms, length(data), idempotency_key IS NOT NULL "
                          "FROM messages WHERE offset > ? AND offset < ? ORDER BY offset LIMIT ?")),
      m_delete(file.prepare("DELETE FROM messages WHERE offset BETWEEN ? AND ?"))
{
}

void HistorySweeper::startOver()
{
    m_swept = 0;
    m_keyed.clear();
}

bool HistorySweeper::sweep(std::uint64_t head, WallTime now, std::size_t rows)
{
    std::int64_t tooMuch = excess();
    if (tooMuch > 0)
        rows = mostAtOnce;
    m_dropped.clear();
    dropKeys(now, rows, tooMuch);
    return select(head, now, rows, tooMuch) && deleteDropped();
}

// In pages, for those are what the file consists of: free ones are used again.
std::int64_t HistorySweeper::excess()
{
    const qlonglong pages
        = m_file.number("PRAGMA page_count") - m_file.number("PRAGMA freelist_count");
    return pages * m_file.number("PRAGMA page_size") - static_cast<std::int64_t>(m_limits.octets);
}

bool HistorySweeper::isSpent(const Row& row, std::uint64_t head, WallTime now) const
{
    return row.offset + m_limits.size <= head || row.time + m_limits.age < now;
}

bool HistorySweeper::select(std::uint64_t head, WallTime now, std::size_t rows,
                            std::int64_t& excess)
{
    m_next.bindValue(0, static_cast<qlonglong>(m_swept));
    m_next.bindValue(1, static_cast<qlonglong>(head));
    m_next.bindValue(2, static_cast<qlonglong>(rows));
    if (!m_file.run(m_next))
        return false;
    while (m_next.next()) {
        const Row row { m_next.value(0).toULongLong(),
                        WallTime(std::chrono::milliseconds(m_next.value(1).toLongLong())),
                        m_next.value(2).toLongLong() };
        if (excess <= 0 && !isSpent(row, head, now))
            break;
        m_swept = row.offset;
        if (excess <= 0 && m_next.value(3).toBool()) {
            m_keyed.push_back(row);
            continue;
        }
        drop(row.offset);
        excess -= row.octets;
    }
    m_next.finish();
    return true;
}

void HistorySweeper::dropKeys(WallTime now, std::size_t rows, std::int64_t& excess)
{
    for (; rows > 0 && !m_keyed.empty(); --rows) {
        const Row& oldest = m_keyed.front();
        if (excess <= 0 && m_keyed.size() <= IdempotencyKeys::most
            && oldest.time + IdempotencyKeys::lifetime >= now)
            return;
        drop(oldest.offset);
        excess -= oldest.octets;
        m_keyed.pop_front();
    }
}

void HistorySweeper::drop(std::uint64_t offset)
{
    if (!m_dropped.empty() && m_dropped.back().last + 1 == offset)
        m_dropped.back().last = offset;
    else
        m_dropped.push_back({ offset, offset });
}

bool HistorySweeper::deleteDropped()
{
    for (const Run& run : m_dropped) {
        m_delete.bindValue(0, static_cast<qlonglong>(run.first));
        m_delete.bindValue(1, static_cast<qlonglong>(run.last));
        if (!m_file.run(m_delete))
            return false;
    }
    return true;
}

} // namespace sluice
