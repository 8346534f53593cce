#include "core/net/plaintransport.h"

#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace sluice {

PlainTransport::Outcome PlainTransport::outcomeOf(std::ptrdiff_t result)
{
    if (result >= 0)
        return { static_cast<std::size_t>(result), State::Alive };
    if (result == -EAGAIN || result == -EINTR)
        return {};
    return { 0, State::Broken };
}

namespace {

std::ptrdiff_t resultOf(ssize_t returned)
{
    return returned < 0 ? -errno : returned;
}

} // namespace

PlainTransport::~PlainTransport()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

PlainTransport::Outcome PlainTransport::send(std::string_view octets)
{
    return outcomeOf(
        resultOf(::send(m_descriptor, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT)));
}

PlainTransport::Outcome PlainTransport::send(std::span<iovec> pieces)
{
    msghdr header {};
    header.msg_iov = pieces.data();
    header.msg_iovlen = pieces.size();
    return outcomeOf(resultOf(::sendmsg(m_descriptor, &header, MSG_NOSIGNAL | MSG_DONTWAIT)));
}

PlainTransport::Outcome PlainTransport::receive(std::span<char> into)
{
    const ssize_t result = ::recv(m_descriptor, into.data(), into.size(), MSG_DONTWAIT);
    if (result == 0 && !into.empty())
        return { 0, State::EndOfStream };
    return outcomeOf(resultOf(result));
}

void PlainTransport::shutdownWrite()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

int PlainTransport::release()
{
    return std::exchange(m_descriptor, -1);
}

} // namespace sluice
