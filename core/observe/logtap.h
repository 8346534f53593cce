#pragma once

#include "core/observe/eventlog.h"
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace sluice {

struct LogLine {
    std::string time;
    LogLevel level = LogLevel::Info;
    std::string category;
    std::string event;
    std::string message;
    std::string fields; // a JSON object; empty: none
};

// Lines of the log on their way to somebody who watches. Any thread; bounded: what nobody fetches
// in time is counted and gone. Closed, it costs a writer one look.
class LogTap {
public:
    static constexpr std::size_t capacity = 1000;
    struct Batch {
        std::vector<LogLine> lines; // oldest first
        std::uint64_t lost = 0; // of those before them
    };

    void open() { m_open = true; }
    void close();
    bool isOpen() const { return m_open.load(std::memory_order_relaxed); }
    void put(LogLine line);
    Batch take(std::size_t most);

private:
    std::atomic<bool> m_open { false };
    std::mutex m_mutex;
    std::deque<LogLine> m_lines; // guarded by m_mutex
    std::uint64_t m_lost = 0; // guarded by m_mutex
};

} // namespace sluice
