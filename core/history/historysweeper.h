#pragma once

#include "core/history/historyfile.h"
#include "core/history/historylimits.h"
#include <cstdint>
#include <deque>
#include <vector>

namespace sluice {

// Deletes from a history file what nobody can come back to: messages beyond the limits, unless an
// idempotency key of theirs still counts. Never the newest one, from which the order goes on. The
// history's thread.
class HistorySweeper {
public:
    static constexpr std::size_t mostAtOnce = 20000; // rows in one transaction

    HistorySweeper(HistoryFile& file, const HistoryLimits& limits);

    // Part of a transaction; looks at about `rows` rows. False: see HistoryFile::why().
    bool sweep(std::uint64_t head, WallTime now, std::size_t rows);
    void startOver(); // a transaction came to nothing

private:
    struct Row {
        std::uint64_t offset = 0;
        WallTime time;
        std::int64_t octets = 0;
    };
    struct Run { // of offsets
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };

    std::int64_t excess();
    bool isSpent(const Row& row, std::uint64_t head, WallTime now) const;
    bool select(std::uint64_t head, WallTime now, std::size_t rows, std::int64_t& excess);
    void dropKeys(WallTime now, std::size_t rows, std::int64_t& excess);
    void drop(std::uint64_t offset);
    bool deleteDropped();

    HistoryFile& m_file;
    HistoryLimits m_limits;
    QSqlQuery m_next;
    QSqlQuery m_delete;
    std::uint64_t m_swept = 0; // up to here only those in m_keyed are left
    std::deque<Row> m_keyed;
    std::vector<Run> m_dropped; // in this sweep
};

} // namespace sluice
