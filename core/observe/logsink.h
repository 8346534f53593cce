#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

namespace sluice {

// A descriptor that takes whole lines and never holds its writer up: what a stalled reader leaves
// no room for is dropped and counted. open() and close() before threads start; write() from any
// thread.
class LogSink {
public:
    LogSink() = default;
    ~LogSink();
    LogSink(const LogSink&) = delete;
    LogSink& operator=(const LogSink&) = delete;

    void open(int descriptor); // not taken over: the caller keeps it
    // One write(2). False: the line is lost, or torn, in which case the next one starts afresh.
    bool write(std::string_view line);

    void lose(std::uint64_t lines) { m_lost.fetch_add(lines, std::memory_order_relaxed); }
    std::uint64_t takeLost();

private:
    enum class Kind { File, Socket, Nonblocking, Polled };
    void release();
    long attempt(std::string_view bytes) const;
    long attemptPatiently(std::string_view bytes);
    bool waitForReader();
    bool finishTorn(std::string_view rest);

    std::atomic<int> m_descriptor { 2 };
    std::atomic<Kind> m_kind { Kind::Polled };
    bool m_owned = false;
    std::atomic<bool> m_torn { false };
    std::atomic<bool> m_stalled { false }; // waited in vain, and nothing was taken since
    std::atomic<std::int64_t> m_patienceSpentUntilMs { 0 }; // on the steady clock
    std::atomic<std::uint64_t> m_lost { 0 };
};

} // namespace sluice
