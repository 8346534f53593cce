#pragma once

#include "core/observe/logbacklog.h"
#include "core/observe/logdescriptor.h"
#include "core/observe/writergate.h"
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

namespace sluice {

// Takes whole lines for a descriptor and never holds their writer up. What its reader leaves no
// room for waits in a bounded backlog, which a thread of the sink's own empties, in order; what
// does not fit there is dropped. write() from any thread; the rest is for whoever has the sink.
class LogSink {
public:
    static constexpr std::chrono::milliseconds usualFarewell { 500 };

    LogSink() = default;
    ~LogSink(); // finish()
    LogSink(const LogSink&) = delete;
    LogSink& operator=(const LogSink&) = delete;

    // The descriptor is not taken over. What waits at the end has the farewell's time to go out.
    void open(int descriptor, std::chrono::milliseconds farewell = usualFarewell);
    // False: the line is lost. What happens to one that waits is only known later: see takeLost().
    bool write(std::string_view line);
    // The farewell, and the end of the thread. Lines that are written afterwards go out at once or
    // are lost, until open().
    void finish();

    void lose(std::uint64_t lines) { m_lost.fetch_add(lines, std::memory_order_relaxed); }
    std::uint64_t takeLost(); // what lose() counted, and lines which waited in vain

private:
    bool passDirectly(std::string_view line);
    bool passToFile(std::string_view line);
    bool keep(std::string_view line);
    bool keepRest(std::string_view rest);
    bool hasThread();

    void run();
    void emptyBacklog(std::unique_lock<std::mutex>& lock);
    std::size_t sendPiece(std::string_view piece);
    std::size_t send(std::string_view bytes);
    bool waitForReader();
    std::chrono::milliseconds patience();

    LogDescriptor m_descriptor;
    WriterGate m_gate; // open while nothing waits
    std::atomic<bool> m_torn { false }; // a line ended in its middle: the next one starts afresh
    std::atomic<std::uint64_t> m_lost { 0 };

    std::mutex m_mutex; // never held during a system call on the descriptor
    std::condition_variable m_changed;
    // All guarded by m_mutex.
    std::chrono::milliseconds m_farewell { usualFarewell };
    LogBacklog m_backlog;
    bool m_midLine = false; // what went out last was no whole line, and its rest comes next
    std::optional<std::chrono::steady_clock::time_point> m_giveUpAt; // set: the end has come
    std::thread m_thread; // started with the first backlog
};

} // namespace sluice
