#include "core/observe/logdescriptor.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice {

using namespace std::chrono_literals;

namespace {

// O_NONBLOCK belongs to the open file, which a terminal or pipe shares with other processes;
// opening it again through /proc gives one of our own.
int reopen(int descriptor)
{
    const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    return ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_APPEND);
}

} // namespace

LogDescriptor::~LogDescriptor()
{
    release();
}

void LogDescriptor::release()
{
    if (m_owned)
        ::close(m_descriptor);
    m_owned = false;
}

void LogDescriptor::open(int descriptor)
{
    release();
    m_descriptor = descriptor;
    m_kind = Kind::Polled;
    struct stat status { };
    if (::fstat(descriptor, &status) != 0)
        return;
    if (S_ISREG(status.st_mode)) {
        m_kind = Kind::File;
    } else if (S_ISSOCK(status.st_mode)) {
        m_kind = Kind::Socket;
    } else if (const int own = reopen(descriptor); own >= 0) {
        m_descriptor = own;
        m_owned = true;
        m_kind = S_ISFIFO(status.st_mode) ? Kind::Pipe : Kind::Nonblocking;
    }
}

bool LogDescriptor::isAtomicFor(std::size_t octets) const
{
    return m_kind.load(std::memory_order_relaxed) == Kind::Pipe && octets <= PIPE_BUF;
}

long LogDescriptor::attempt(std::string_view bytes) const
{
    const int descriptor = m_descriptor.load(std::memory_order_relaxed);
    const Kind kind = m_kind.load(std::memory_order_relaxed);
    if (kind == Kind::Polled && !waitForRoom(0ms)) {
        errno = EAGAIN;
        return -1;
    }
    if (kind == Kind::Polled)
        bytes = bytes.substr(0, PIPE_BUF); // there may be room for no more, and it would block
    long written = -1;
    do {
        written = kind == Kind::Socket
            ? ::send(descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL)
            : ::write(descriptor, bytes.data(), bytes.size());
    } while (written < 0 && errno == EINTR);
    return written;
}

bool LogDescriptor::waitForRoom(std::chrono::milliseconds time) const
{
    pollfd room { m_descriptor.load(std::memory_order_relaxed), POLLOUT, 0 };
    return ::poll(&room, 1, static_cast<int>(time.count())) == 1;
}

} // namespace sluice
