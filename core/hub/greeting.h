#pragma once

#include "core/hub/hubletters.h"
#include "core/observe/metrics.h"
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class Backplane;
class MemoryHistory;
struct Settings;

// The first frames of a client: its welcome, then what it missed and may see, or a gap where that
// cannot be proved complete (PROTOCOL.md §1.3). Made in the same turn in which the client is
// registered, so that what follows live joins on without a seam. Control thread.
struct Greeting {
    struct Newcomer {
        const std::string& id;
        const Arrival& arrival;
        std::string session; // its secret
        std::string_view node;
        std::uint64_t clients = 0; // itself included
    };

    Greeting(const Newcomer& newcomer, const Settings& settings, const Backplane& backplane,
             MemoryHistory& history);

    std::vector<SharedFrame> frames;
    ResumeResult resumed = ResumeResult::Fresh;
};

} // namespace sluice
