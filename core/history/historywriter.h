#pragma once

#include "core/cluster/journal.h"
#include "core/history/historysweeper.h"

namespace sluice {

// Adds to a history file, a transaction for each batch, and keeps it from growing. The history's
// thread.
class HistoryWriter {
public:
    HistoryWriter(HistoryFile& file, const HistoryLimits& limits, std::uint64_t head);

    // False: nothing of it is there, and HistoryFile::why() says why.
    bool write(const std::vector<JournalLine>& lines, WallTime now);
    bool probe(); // writes as much as was refused last, and deletes it again
    bool sweep(WallTime now);

private:
    template <class Work> bool transaction(Work work);
    bool insert(const std::vector<JournalLine>& lines);

    HistoryFile& m_file;
    HistorySweeper m_sweeper;
    QSqlQuery m_insert;
    std::uint64_t m_head;
    std::size_t m_refused = 0; // octets of the last batch that could not be kept
};

} // namespace sluice
