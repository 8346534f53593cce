#include "core/net/transport.h"

#include "core/net/tlsstream.h"
#include <cerrno>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace sluice {

namespace {

std::ptrdiff_t resultOf(ssize_t returned)
{
    return returned < 0 ? -errno : returned;
}

} // namespace

Transport::Outcome Transport::outcomeOf(std::ptrdiff_t result)
{
    if (result >= 0)
        return { static_cast<std::size_t>(result), State::Alive };
    if (result == -EAGAIN || result == -EINTR)
        return {};
    return { 0, State::Broken };
}

Transport::Transport(int descriptor) : m_descriptor(descriptor) { }

Transport::Transport(int descriptor, std::unique_ptr<TlsStream> tls)
    : m_descriptor(descriptor), m_tls(std::move(tls))
{
}

Transport::Transport(Transport&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_tls(std::move(other.m_tls))
{
}

Transport& Transport::operator=(Transport&& other) noexcept
{
    Transport former(std::move(*this)); // goes here
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_tls = std::move(other.m_tls);
    return *this;
}

Transport::~Transport()
{
    m_tls.reset(); // before its descriptor
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Transport::Outcome Transport::send(std::string_view octets)
{
    if (m_tls)
        return m_tls->send(octets);
    return outcomeOf(
        resultOf(::send(m_descriptor, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT)));
}

Transport::Outcome Transport::send(std::span<iovec> pieces)
{
    if (m_tls)
        return m_tls->send(pieces);
    msghdr header {};
    header.msg_iov = pieces.data();
    header.msg_iovlen = pieces.size();
    return outcomeOf(resultOf(::sendmsg(m_descriptor, &header, MSG_NOSIGNAL | MSG_DONTWAIT)));
}

Transport::Outcome Transport::receive(std::span<char> into)
{
    if (m_tls)
        return m_tls->receive(into);
    const ssize_t result = ::recv(m_descriptor, into.data(), into.size(), MSG_DONTWAIT);
    if (result == 0 && !into.empty())
        return { 0, State::EndOfStream };
    return outcomeOf(resultOf(result));
}

bool Transport::hasOctets() const
{
    int octets = 0;
    return ioctl(m_descriptor, FIONREAD, &octets) == 0 && octets > 0;
}

bool Transport::isWritable() const
{
    pollfd descriptor { m_descriptor, POLLOUT, 0 };
    return ::poll(&descriptor, 1, 0) > 0;
}

bool Transport::wantsWrite() const
{
    return m_tls && m_tls->wantsWrite();
}

Transport::State Transport::flush()
{
    return m_tls ? m_tls->flush() : State::Alive;
}

void Transport::shutdownWrite()
{
    if (m_tls)
        m_tls->shutdownWrite();
    else
        ::shutdown(m_descriptor, SHUT_WR);
}

} // namespace sluice
