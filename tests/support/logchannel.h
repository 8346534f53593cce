#pragma once

#include <QByteArray>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace sluice::support {

// A descriptor to log into, and the end to read what arrived.
class LogChannel {
public:
    enum Kind { Pipe, Socket, Terminal };

    explicit LogChannel(Kind kind)
    {
        std::array<int, 2> ends { -1, -1 };
        if (kind == Terminal)
            ends = terminal();
        else if (kind == Socket)
            m_good = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0;
        else
            m_good = ::pipe2(ends.data(), O_CLOEXEC) == 0;
        m_read = ends[0];
        m_write = ends[1];
        m_good = m_good && ::fcntl(m_read, F_SETFL, O_NONBLOCK) == 0;
    }
    ~LogChannel()
    {
        closeReader();
        closeWriter();
    }
    LogChannel(const LogChannel&) = delete;
    LogChannel& operator=(const LogChannel&) = delete;

    bool isGood() const { return m_good; }
    int descriptor() const { return m_write; }
    void closeReader() { close(m_read); }
    void closeWriter() { close(m_write); }

    // What is there, a page at most.
    QByteArray readSome() const
    {
        std::array<char, 4096> buffer {};
        const auto n = ::read(m_read, buffer.data(), buffer.size());
        return { buffer.data(), n > 0 ? static_cast<qsizetype>(n) : 0 };
    }
    QByteArray readAll() const
    {
        QByteArray all;
        for (QByteArray some = readSome(); !some.isEmpty(); some = readSome())
            all += some;
        return all;
    }
    // Page by page, with waiting, until `isEnough` of what came; or until nothing more does.
    template <class Enough> QByteArray readUntil(Enough isEnough) const
    {
        QByteArray all;
        while (!isEnough(all)) {
            const QByteArray some = waitForReadable() ? readSome() : QByteArray();
            if (some.isEmpty())
                break;
            all += some;
        }
        return all;
    }
    QByteArray readUntilEnd() const
    {
        return readUntil([](const QByteArray&) { return false; });
    }

private:
    std::array<int, 2> terminal()
    {
        std::array<int, 2> ends { ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), -1 };
        std::array<char, 64> name {};
        m_good = ends[0] >= 0 && ::grantpt(ends[0]) == 0 && ::unlockpt(ends[0]) == 0
            && ::ptsname_r(ends[0], name.data(), name.size()) == 0;
        ends[1] = m_good ? ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
        termios raw {};
        m_good = m_good && ::tcgetattr(ends[1], &raw) == 0;
        ::cfmakeraw(&raw);
        m_good = m_good && ::tcsetattr(ends[1], TCSANOW, &raw) == 0;
        return ends;
    }
    bool waitForReadable() const
    {
        constexpr int tooLongMs = 20000;
        pollfd ready { m_read, POLLIN, 0 };
        return ::poll(&ready, 1, tooLongMs) == 1;
    }
    static void close(int& descriptor)
    {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }

    bool m_good = true;
    int m_read = -1;
    int m_write = -1;
};

} // namespace sluice::support
