#include "core/observe/logsink.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice {
namespace {

constexpr int longestWaitMs = 100;
constexpr std::int64_t waitOneIn = 10; // at most a tenth of the time …
constexpr std::int64_t waitAheadMs = 5000; // … though a burst may spend half a second at once

std::int64_t nowMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool waitForRoom(int descriptor, int milliseconds)
{
    pollfd room { descriptor, POLLOUT, 0 };
    return ::poll(&room, 1, milliseconds) == 1 && (room.revents & POLLOUT) != 0;
}

// O_NONBLOCK belongs to the open file, which a terminal or pipe shares with other processes;
// opening it again through /proc gives one of our own.
int reopen(int descriptor)
{
    const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    return ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_APPEND);
}

} // namespace

LogSink::~LogSink()
{
    release();
}

void LogSink::release()
{
    if (m_owned)
        ::close(m_descriptor);
    m_owned = false;
}

void LogSink::open(int descriptor)
{
    release();
    m_torn = false;
    m_stalled = false;
    m_lost = 0;
    m_descriptor = descriptor;
    struct stat status { };
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        m_kind = Kind::File;
    } else if (S_ISSOCK(status.st_mode)) {
        m_kind = Kind::Socket;
    } else if (const int own = reopen(descriptor); own >= 0) {
        m_descriptor = own;
        m_owned = true;
        m_kind = Kind::Nonblocking;
    } else {
        m_kind = Kind::Polled;
    }
}

long LogSink::attempt(std::string_view bytes) const
{
    const int descriptor = m_descriptor.load(std::memory_order_relaxed);
    const Kind kind = m_kind.load(std::memory_order_relaxed);
    long written = -1;
    do {
        if (kind == Kind::Socket)
            written = ::send(descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        else if (kind != Kind::Polled || waitForRoom(descriptor, 0))
            written = ::write(descriptor, bytes.data(), bytes.size());
        else
            errno = EAGAIN;
    } while (written < 0 && errno == EINTR);
    return written;
}

long LogSink::attemptPatiently(std::string_view bytes)
{
    for (;;) {
        const long written = attempt(bytes);
        if (written >= 0) {
            m_stalled.store(false, std::memory_order_relaxed);
            return written;
        }
        if (errno != EAGAIN || !waitForReader())
            return -1;
    }
}

bool LogSink::waitForReader()
{
    const std::int64_t before = nowMs();
    const std::int64_t spent = std::max(m_patienceSpentUntilMs.load(), before);
    if (m_stalled || spent - before > waitAheadMs)
        return false;
    const bool room = waitForRoom(m_descriptor, longestWaitMs);
    m_patienceSpentUntilMs = spent + waitOneIn * (nowMs() - before);
    if (!room)
        m_stalled = true;
    return room;
}

bool LogSink::write(std::string_view line)
{
    std::string afresh;
    if (m_torn.load(std::memory_order_relaxed) && m_torn.exchange(false)) {
        afresh = '\n';
        afresh += line;
        line = afresh;
    }
    const long written = attemptPatiently(line);
    if (written < 0) {
        if (!afresh.empty())
            m_torn = true;
        return false;
    }
    const auto taken = static_cast<std::size_t>(written);
    return taken == line.size() || finishTorn(line.substr(taken));
}

// Only a line longer than a pipe's atomic write (PIPE_BUF) can come here.
bool LogSink::finishTorn(std::string_view rest)
{
    while (!rest.empty()) {
        const long written = attemptPatiently(rest);
        if (written <= 0)
            break;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!rest.empty())
        m_torn = true;
    return rest.empty();
}

std::uint64_t LogSink::takeLost()
{
    if (m_lost.load(std::memory_order_relaxed) == 0)
        return 0;
    return m_lost.exchange(0);
}

} // namespace sluice
