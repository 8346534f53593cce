#pragma once

#include "core/cluster/journal.h"
#include "core/history/historysweeper.h"
#include <optional>

namespace sluice {

// What of a history file goes on in a new process; nothing when it cannot be read, which
// HistoryFile::why() explains. The history's thread.
std::optional<JournalPast> readPast(HistoryFile& file, const HistoryLimits& limits, WallTime now);

} // namespace sluice
