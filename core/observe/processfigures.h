#pragma once

#include <cstdint>
#include <prometheus/metric_family.h>
#include <vector>

namespace sluice {

// What the kernel says about this process, read from /proc. A figure that cannot be read is 0.
struct ProcessFigures {
    double cpuSeconds = 0; // user and system
    double startTimeSeconds = 0; // since 1970
    std::uint64_t residentBytes = 0;
    std::uint64_t virtualBytes = 0;
    std::uint64_t openDescriptors = 0;
    std::uint64_t maxDescriptors = 0; // the soft limit
    std::uint64_t threads = 0;
};

ProcessFigures readProcessFigures();
std::uint64_t residentBytes(); // alone: that costs one read, not a walk through all descriptors
// Under the names that every Prometheus client library uses: process_cpu_seconds_total, …
std::vector<prometheus::MetricFamily> processFamilies(const ProcessFigures& figures);

} // namespace sluice
