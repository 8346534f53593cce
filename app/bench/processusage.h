#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sluice::bench {

// What the server process has used so far, as /proc tells it.
struct ProcessUsage {
    std::chrono::microseconds cpu {}; // user + system, all threads
    std::uint64_t residentKb = 0;
};

// The sum over `pids`; nothing without any.
std::optional<ProcessUsage> processUsage(const std::vector<int>& pids);
std::optional<ProcessUsage> processUsage(int pid); // nothing when it is gone or not ours to read

// utime + stime out of /proc/PID/stat, in clock ticks; the name in it may hold spaces and brackets.
std::optional<std::uint64_t> cpuTicks(std::string_view stat);
// The Rss of /proc/PID/smaps_rollup or the VmRSS of /proc/PID/status, in KB.
std::optional<std::uint64_t> residentKb(std::string_view text);

} // namespace sluice::bench
