#pragma once

#include "core/history/memoryhistory.h"
#include <chrono>
#include <cstdint>

namespace sluice {

// What of a history file is kept.
struct HistoryLimits {
    std::size_t size = 0; // messages
    std::chrono::milliseconds age {};
    // More than the memory of a process can take up again is kept by no setting.
    std::uint64_t octets = 2 * MemoryHistory::maxOctets;
};

} // namespace sluice
