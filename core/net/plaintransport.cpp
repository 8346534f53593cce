#include "core/net/plaintransport.h"

#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace sluice {

namespace {

PlainTransport::Outcome outcomeOf(ssize_t result)
{
    if (result >= 0)
        return { static_cast<std::size_t>(result), PlainTransport::State::Alive };
    if (errno == EAGAIN || errno == EINTR)
        return {};
    return { 0, PlainTransport::State::Broken };
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
        ::send(m_descriptor, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

PlainTransport::Outcome PlainTransport::send(std::span<iovec> pieces)
{
    msghdr header {};
    header.msg_iov = pieces.data();
    header.msg_iovlen = pieces.size();
    return outcomeOf(::sendmsg(m_descriptor, &header, MSG_NOSIGNAL | MSG_DONTWAIT));
}

PlainTransport::Outcome PlainTransport::receive(std::span<char> into)
{
    const ssize_t result = ::recv(m_descriptor, into.data(), into.size(), MSG_DONTWAIT);
    if (result == 0 && !into.empty())
        return { 0, State::EndOfStream };
    return outcomeOf(result);
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
