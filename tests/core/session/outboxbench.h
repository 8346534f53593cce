#pragma once

#include "core/net/transport.h"
#include "core/session/outbox.h"
#include <QStringList>
#include <array>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice {

// Frames here are lines of text, so that what arrived can be read: "5:xxxx…\n".
inline SharedFrame line(std::uint64_t offset, const std::string& name, std::size_t size = 0)
{
    std::string octets = name + ':';
    octets.append(size > octets.size() ? size - octets.size() : 0, 'x');
    return std::make_shared<const Frame>(Frame { octets + '\n', offset });
}
// Larger than the socket's room: the first one that waits is partly on the wire.
constexpr std::size_t large = 20000;

inline SharedFrame message(std::uint64_t offset, std::size_t size = large)
{
    return line(offset, std::to_string(offset), size);
}

// An outbox that writes into a socket with hardly any room, and the end that reads it.
struct OutboxBench {
    OutboxBench()
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("no socket pair");
        const int tiny = 1;
        ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &tiny, sizeof tiny);
        transport.emplace(ends[0]);
        reader = ends[1];
    }
    ~OutboxBench() { ::close(reader); }
    OutboxBench(const OutboxBench&) = delete;
    OutboxBench& operator=(const OutboxBench&) = delete;

    // As a session does it: straight to the socket while nothing waits.
    void push(const SharedFrame& frame)
    {
        if (waiting) {
            outbox.push(frame);
            return;
        }
        const std::size_t sent = transport->send(frame->octets).octets;
        waiting = sent < frame->octets.size();
        if (waiting)
            outbox.push(frame, sent);
    }
    void announceGap()
    {
        const auto gap = *outbox.gap();
        outbox.announceGap(
            line(0, "gap " + std::to_string(gap.from) + ' ' + std::to_string(gap.to)));
    }
    bool dropOldestMessage()
    {
        if (outbox.gapIsComplete())
            announceGap();
        return outbox.dropOldestMessage();
    }
    Outbox::Progress flush()
    {
        if (outbox.gap())
            announceGap();
        const auto progress = outbox.flush(*transport);
        waiting = progress == Outbox::Progress::Blocked;
        return progress;
    }
    // Pushes messages until one has to wait, and then `behind` more.
    std::uint64_t block(std::uint64_t behind, std::size_t size = large)
    {
        std::uint64_t offset = 0;
        while (!waiting)
            push(message(++offset, size));
        for (std::uint64_t i = 0; i < behind; ++i)
            push(message(++offset, size));
        return offset;
    }
    bool read(std::size_t most = 1024)
    {
        std::string buffer(most, '\0');
        const ssize_t count = ::recv(reader, buffer.data(), buffer.size(), 0);
        if (count > 0)
            input.append(buffer, 0, static_cast<std::size_t>(count));
        return count > 0;
    }
    Outbox::Progress drain() // until everything is through
    {
        for (;;) {
            while (read()) { }
            if (const auto progress = flush(); progress != Outbox::Progress::Blocked) {
                while (read()) { }
                return progress;
            }
        }
    }
    QStringList names() const // of the lines that arrived
    {
        QStringList list;
        for (const QString& one : QString::fromStdString(input).split(QLatin1Char('\n')))
            list << one.section(QLatin1Char(':'), 0, 0);
        list.removeLast(); // behind the last line end
        return list;
    }
    static QStringList numbers(std::uint64_t from, std::uint64_t to)
    {
        QStringList list;
        for (std::uint64_t i = from; i <= to; ++i)
            list << QString::number(i);
        return list;
    }

    std::optional<Transport> transport;
    Outbox outbox;
    int reader = -1;
    bool waiting = false;
    std::string input;
};

} // namespace sluice
