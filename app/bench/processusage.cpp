#include "app/bench/processusage.h"
#include <charconv>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace sluice::bench {

namespace {

std::string readAll(const std::string& path)
{
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

std::optional<std::uint64_t> leadingNumber(std::string_view text)
{
    const auto start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos)
        return std::nullopt;
    std::uint64_t value = 0;
    const auto result = std::from_chars(text.data() + start, text.data() + text.size(), value);
    return result.ec == std::errc() ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<std::uint64_t> cpuTicks(std::string_view stat)
{
    const auto afterName = stat.rfind(')'); // field 2
    if (afterName == std::string_view::npos)
        return std::nullopt;
    stat.remove_prefix(afterName + 1);
    constexpr int utimeField = 14; // proc(5)
    for (int field = 2; field < utimeField; ++field) {
        const auto space = stat.find(' ');
        if (space == std::string_view::npos)
            return std::nullopt;
        stat.remove_prefix(space + 1);
    }
    const auto user = leadingNumber(stat);
    const auto gap = stat.find(' ');
    const auto system
        = gap == std::string_view::npos ? std::nullopt : leadingNumber(stat.substr(gap));
    if (!user || !system)
        return std::nullopt;
    return *user + *system;
}

std::optional<std::uint64_t> residentKb(std::string_view text)
{
    for (const std::string_view key : { "\nRss:", "\nVmRSS:" })
        if (const auto at = text.find(key); at != std::string_view::npos)
            return leadingNumber(text.substr(at + key.size()));
    return std::nullopt;
}

std::optional<ProcessUsage> processUsage(const std::vector<int>& pids)
{
    ProcessUsage sum;
    for (const int pid : pids) {
        const auto one = processUsage(pid);
        if (!one)
            return std::nullopt;
        sum.cpu += one->cpu;
        sum.residentKb += one->residentKb;
    }
    return pids.empty() ? std::nullopt : std::optional(sum);
}

std::optional<ProcessUsage> processUsage(int pid)
{
    const std::string folder = "/proc/" + std::to_string(pid);
    const auto ticks = cpuTicks(readAll(folder + "/stat"));
    auto resident
        = residentKb(readAll(folder + "/smaps_rollup")); // exact, where status is a sum of
    if (!resident) // per-CPU counters that lag
        resident = residentKb(readAll(folder + "/status"));
    if (!ticks || !resident)
        return std::nullopt;
    const auto perSecond = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    return ProcessUsage { std::chrono::microseconds(*ticks * 1'000'000 / perSecond), *resident };
}

} // namespace sluice::bench
