#include "core/cluster/takeoverlink.h"

#include <QPointer>
#include <QSocketNotifier>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice {

namespace {

constexpr std::size_t descriptorsAtOnce = 4;
using ControlOctets = std::array<char, CMSG_SPACE(sizeof(int) * descriptorsAtOnce)>;

void closeIfOpen(int& fd)
{
    if (fd >= 0)
        ::close(fd);
    fd = -1;
}

} // namespace

TakeoverLink::TakeoverLink(int fd, QObject* parent)
    : QObject(parent), m_fd(fd),
      m_readable(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Write))
{
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &TakeoverLink::onReadable);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &TakeoverLink::flush);
}

TakeoverLink::~TakeoverLink()
{
    m_readable.reset(); // before the descriptor
    m_writable.reset();
    closeIfOpen(m_fd);
    closeIfOpen(m_descriptor);
    for (Chunk& chunk : m_out)
        closeIfOpen(chunk.descriptor);
}

void TakeoverLink::send(const takeover::Line& line, int descriptor)
{
    if (m_fd < 0 || m_finishing)
        return;
    Chunk chunk { takeover::encode(line), 0, -1 };
    if (descriptor >= 0)
        chunk.descriptor = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    m_unsent += chunk.octets.size();
    m_out.push_back(std::move(chunk));
    if (m_unsent > mostUnsent) {
        m_finishing = true;
        QMetaObject::invokeMethod(
            this, [this] { end("the other side does not read"); }, Qt::QueuedConnection);
    } else if (m_out.size() == 1)
        flush();
}

int TakeoverLink::takeDescriptor()
{
    return std::exchange(m_descriptor, -1);
}

bool TakeoverLink::peerHasGone() const
{
    pollfd peer { m_fd, POLLRDHUP, 0 };
    return m_fd < 0 || (::poll(&peer, 1, 0) > 0 && peer.revents != 0);
}

void TakeoverLink::finish()
{
    m_finishing = true;
    flush();
}

void TakeoverLink::flush()
{
    while (m_fd >= 0 && !m_out.empty()) {
        const Step step = sendFront();
        if (step == Step::Broken)
            return sayNoMore();
        if (step == Step::Again)
            break;
        if (m_out.front().sent == m_out.front().octets.size())
            m_out.pop_front();
    }
    if (m_fd < 0)
        return;
    m_writable->setEnabled(!m_out.empty());
    if (m_finishing && m_out.empty())
        ::shutdown(m_fd, SHUT_WR); // the other side's end of stream is ours to wait for
}

// What the other side has said before it went is still to be heard: reading tells the end.
void TakeoverLink::sayNoMore()
{
    for (Chunk& chunk : m_out)
        closeIfOpen(chunk.descriptor);
    m_out.clear();
    m_unsent = 0;
    m_finishing = true;
    m_writable->setEnabled(false);
}

TakeoverLink::Step TakeoverLink::sendFront()
{
    Chunk& chunk = m_out.front();
    iovec part { chunk.octets.data() + chunk.sent, chunk.octets.size() - chunk.sent };
    msghdr header {};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) ControlOctets control {};
    if (chunk.descriptor >= 0) {
        header.msg_control = control.data();
        header.msg_controllen = CMSG_SPACE(sizeof(int));
        cmsghdr* item = CMSG_FIRSTHDR(&header);
        item->cmsg_level = SOL_SOCKET;
        item->cmsg_type = SCM_RIGHTS;
        item->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(item), &chunk.descriptor, sizeof(int));
    }
    const ssize_t sent = ::sendmsg(m_fd, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR ? Step::Again : Step::Broken;
    closeIfOpen(chunk.descriptor);
    chunk.sent += static_cast<std::size_t>(sent);
    m_unsent -= static_cast<std::size_t>(sent);
    return Step::Done;
}

void TakeoverLink::onReadable()
{
    switch (receive()) {
    case Step::Again:
        return;
    case Step::Broken:
        m_peerEnded = true;
        end(errno == 0 ? "it has closed the connection"
                       : std::string("it cannot be read from: ") + std::strerror(errno));
        return;
    case Step::Done:
        break;
    }
    if (handOut() && m_in.isTooLong())
        end("it has sent a line that is too long");
}

TakeoverLink::Step TakeoverLink::receive()
{
    std::array<char, std::size_t { 64 } * 1024> octets;
    iovec part { octets.data(), octets.size() };
    alignas(cmsghdr) ControlOctets control {};
    msghdr header {};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = ::recvmsg(m_fd, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (count < 0)
        return errno == EAGAIN || errno == EINTR ? Step::Again : Step::Broken;
    keepDescriptors(&header);
    errno = 0;
    if (count == 0)
        return Step::Broken;
    m_in.push({ octets.data(), static_cast<std::size_t>(count) });
    return Step::Done;
}

void TakeoverLink::keepDescriptors(const void* header)
{
    // The macros of cmsg(3) want it writable.
    auto* message = const_cast<msghdr*>(static_cast<const msghdr*>(header));
    for (cmsghdr* item = CMSG_FIRSTHDR(message); item != nullptr;
         item = CMSG_NXTHDR(message, item)) {
        if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            closeIfOpen(m_descriptor); // only the last one counts
            std::memcpy(&m_descriptor, CMSG_DATA(item) + i * sizeof(int), sizeof(int));
        }
    }
}

// False: the link has ended, or is gone.
bool TakeoverLink::handOut()
{
    const QPointer<TakeoverLink> self(this);
    while (m_fd >= 0 && m_in.next()) {
        if (m_in.isTooLong())
            return true; // and is told so
        const auto decoded = takeover::decode(m_in.line());
        if (const auto* line = std::get_if<takeover::Line>(&decoded)) {
            Q_EMIT received(*line);
            if (!self)
                return false;
        } else if (const auto& wrong = std::get<takeover::Malformed>(decoded);
                   wrong.fault != takeover::Fault::UnknownType) {
            end("it has sent " + std::string(takeover::name(wrong.fault))
                + (wrong.where.empty() ? "" : ": " + wrong.where));
            return false;
        }
    }
    return m_fd >= 0;
}

void TakeoverLink::end(const std::string& why)
{
    if (m_fd < 0)
        return;
    // Not destroyed here: one of them may be what has called us.
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    closeIfOpen(m_fd);
    Q_EMIT ended(why);
}

} // namespace sluice
