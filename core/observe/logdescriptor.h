#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace sluice {

// Where log lines go: a file, a pipe, a terminal or a socket. It takes what there is room for and
// never holds its writer up. Any thread; open() while nobody writes.
class LogDescriptor {
public:
    LogDescriptor() = default;
    ~LogDescriptor();
    LogDescriptor(const LogDescriptor&) = delete;
    LogDescriptor& operator=(const LogDescriptor&) = delete;

    void open(int descriptor); // not taken over: the caller keeps it
    // A file has no reader who could stall: it takes everything, or fails.
    bool isFile() const { return m_kind.load(std::memory_order_relaxed) == Kind::File; }
    // Whether so many octets are taken in one piece or not at all, whoever else writes.
    bool isAtomicFor(std::size_t octets) const;
    // As write(2): how many octets were taken, or -1 and errno; EAGAIN: there is no room.
    long attempt(std::string_view bytes) const;
    // False: there was no room all that time. True says nothing of an error, which attempt() will.
    bool waitForRoom(std::chrono::milliseconds time) const;

private:
    enum class Kind { File, Pipe, Socket, Nonblocking, Polled };
    void release();

    std::atomic<int> m_descriptor { 2 };
    std::atomic<Kind> m_kind { Kind::Polled };
    bool m_owned = false;
};

} // namespace sluice
