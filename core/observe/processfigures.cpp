#include "core/observe/processfigures.h"

#include <dirent.h>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice {
namespace {

double ticksToSeconds(std::uint64_t ticks)
{
    return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double bootTimeSeconds()
{
    std::ifstream stat("/proc/stat");
    std::string word;
    while (stat >> word) {
        double seconds = 0;
        if (word == "btime" && stat >> seconds)
            return seconds;
    }
    return 0;
}

// proc(5), /proc/pid/stat. The second field is the program's name and may hold anything, so the
// counting starts behind its closing bracket, with the third.
void readStat(ProcessFigures& figures)
{
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    const auto bracket = line.rfind(')');
    if (bracket == line.npos)
        return;
    std::istringstream fields(line.substr(bracket + 1));
    constexpr int utime = 14, stime = 15, threads = 20, startTime = 22, vsize = 23, rss = 24;
    std::string text;
    fields >> text; // the state, a letter
    std::uint64_t cpu = 0;
    for (int field = 4; field <= rss && fields >> text; ++field) {
        const auto value = text.front() == '-' ? 0 : std::stoull(text);
        if (field == utime || field == stime)
            cpu += value;
        else if (field == threads)
            figures.threads = value;
        else if (field == startTime)
            figures.startTimeSeconds = bootTimeSeconds() + ticksToSeconds(value);
        else if (field == vsize)
            figures.virtualBytes = value;
        else if (field == rss)
            figures.residentBytes = value * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    }
    figures.cpuSeconds = ticksToSeconds(cpu);
}

std::uint64_t countDescriptors()
{
    // Since Linux 6.2 the folder's size says it; before, it is 0. To list it takes the loop that
    // answers 10 ms at 10,000 clients.
    struct stat status { };
    if (::stat("/proc/self/fd", &status) == 0 && status.st_size > 0)
        return static_cast<std::uint64_t>(status.st_size);
    DIR* folder = ::opendir("/proc/self/fd");
    if (!folder)
        return 0;
    std::uint64_t entries = 0;
    while (const dirent* entry = ::readdir(folder))
        entries += entry->d_name[0] == '.' ? 0 : 1;
    ::closedir(folder);
    return entries - 1; // the folder's own
}

} // namespace

ProcessFigures readProcessFigures()
{
    ProcessFigures figures;
    readStat(figures);
    figures.openDescriptors = countDescriptors();
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        figures.maxDescriptors = limit.rlim_cur;
    return figures;
}

std::uint64_t residentBytes()
{
    std::ifstream file("/proc/self/statm"); // proc(5): pages in all, then pages in RAM
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::vector<prometheus::MetricFamily> processFamilies(const ProcessFigures& figures)
{
    std::vector<prometheus::MetricFamily> families;
    const auto add = [&](const char* name, const char* help, double value,
                         prometheus::MetricType type = prometheus::MetricType::Gauge) {
        prometheus::ClientMetric metric;
        if (type == prometheus::MetricType::Counter)
            metric.counter.value = value;
        else
            metric.gauge.value = value;
        families.push_back({ name, help, type, { metric } });
    };
    const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
    add("process_cpu_seconds_total", "CPU time used", figures.cpuSeconds,
        prometheus::MetricType::Counter);
    add("process_resident_memory_bytes", "Memory in RAM", number(figures.residentBytes));
    add("process_virtual_memory_bytes", "Address space", number(figures.virtualBytes));
    add("process_open_fds", "Open descriptors", number(figures.openDescriptors));
    add("process_max_fds", "Limit of open descriptors", number(figures.maxDescriptors));
    add("process_threads", "Threads", number(figures.threads));
    add("process_start_time_seconds", "Start, in seconds since 1970", figures.startTimeSeconds);
    return families;
}

} // namespace sluice
