#include "app/bench/httplink.h"
#include "app/bench/answerhead.h"
#include "core/text/ascii.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

constexpr std::size_t largestAnswer = std::size_t { 64 } * 1024;

template <class Number> bool readNumber(std::string_view digits, Number& value)
{
    const auto end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, value);
    return result.ec == std::errc() && result.ptr == end;
}

} // namespace

HttpLink::HttpLink(std::uint32_t index, const sockaddr_in& peer, LinkOwner& owner)
    : m_owner(owner), m_peer(peer), m_index(index)
{
}

HttpLink::~HttpLink()
{
    close();
}

void HttpLink::send(std::string request)
{
    m_unsent = std::move(request);
    m_waiting = true;
    if (m_fd < 0)
        connect();
    else
        flush();
}

void HttpLink::connect()
{
    m_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return breakOff(std::strerror(errno));
    const int on = 1;
    setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_fd, reinterpret_cast<const sockaddr*>(&m_peer), sizeof m_peer) != 0
        && errno != EINPROGRESS)
        return breakOff(std::strerror(errno));
    m_owner.watch(*this); // edge-triggered: it is writable once it is connected
}

void HttpLink::ready(std::uint32_t events)
{
    if ((events & EPOLLOUT) != 0)
        flush();
    if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0 && m_fd >= 0)
        read();
}

void HttpLink::flush()
{
    while (!m_unsent.empty()) {
        const ssize_t sent = ::send(m_fd, m_unsent.data(), m_unsent.size(), MSG_NOSIGNAL);
        if (sent < 0)
            return; // full or broken: the next event tells
        m_unsent.erase(0, static_cast<std::size_t>(sent));
    }
}

void HttpLink::read()
{
    static std::array<char, largestAnswer> buffer; // one for all: the bench reads in one thread
    while (m_fd >= 0) {
        const ssize_t size = recv(m_fd, buffer.data(), buffer.size(), 0);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (size <= 0) {
            const std::string why
                = size == 0 ? "the server closed without an answer" : std::strerror(errno);
            return m_waiting ? breakOff(why) : close();
        }
        m_answer.append(buffer.data(), static_cast<std::size_t>(size));
        takeAnswer();
    }
}

void HttpLink::takeAnswer()
{
    const auto end = m_answer.find("\r\n\r\n");
    if (end == std::string::npos)
        return m_answer.size() > largestAnswer ? breakOff("the answer has no end") : void();
    const std::string_view head = std::string_view(m_answer).substr(0, end);
    int status = 0;
    std::size_t length = 0;
    if (head.rfind("HTTP/1.1 ", 0) != 0 || !readNumber(head.substr(9, 3), status))
        return breakOff("the answer is no HTTP/1.1");
    if (!readNumber(fieldOf(head, "content-length"), length) || length > largestAnswer)
        return breakOff("the answer has no usable Content-Length");
    if (m_answer.size() < end + 4 + length)
        return;
    if (!m_waiting || m_answer.size() > end + 4 + length)
        return breakOff("the server answered more than it was asked");
    const std::string answer = std::move(m_answer);
    m_answer = {};
    m_waiting = false;
    if (ascii::equalsNoCase(fieldOf(std::string_view(answer).substr(0, end), "connection"),
                            "close"))
        close();
    m_owner.onAnswer(*this, status, std::string_view(answer).substr(end + 4));
}

void HttpLink::close()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
    m_answer.clear();
}

void HttpLink::breakOff(const std::string& why)
{
    close();
    m_waiting = false;
    m_owner.onBroken(*this, why);
}

} // namespace sluice::bench
