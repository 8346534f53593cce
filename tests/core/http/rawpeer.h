#pragma once

#include "tests/support/loopback.h"
#include <QtGlobal>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sluice {

// The client's end of a real TCP connection over loopback: blocking, and it gives up after ten
// seconds. Sends exactly the octets it is told to.
class RawPeer {
public:
    // `accepted` becomes the server's end, non-blocking.
    explicit RawPeer(int& accepted)
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = support::listenOnLoopback(listener);
        m_fd = ::socket(AF_INET, SOCK_STREAM, 0);
        const timeval patience { 10, 0 };
        const int on = 1;
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(m_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        support::connectTo(address, m_fd);
        accepted = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        ::close(listener);
    }
    RawPeer(RawPeer&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }
    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;
    RawPeer& operator=(RawPeer&&) = delete;
    ~RawPeer() { vanish(); }

    // False when the server's end is gone.
    bool send(std::string_view octets)
    {
        while (!octets.empty()) {
            const ssize_t count = ::send(m_fd, octets.data(), octets.size(), MSG_NOSIGNAL);
            if (count <= 0)
                return false;
            octets.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    int descriptor() const { return m_fd; }
    void finishSending() { ::shutdown(m_fd, SHUT_WR); }
    void vanish()
    {
        if (m_fd < 0)
            return;
        const linger abort { 1, 0 }; // with a reset
        ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
        ::close(std::exchange(m_fd, -1));
    }

    // One whole reply, told by its Content-Length; empty when the connection ends before.
    std::string reply(bool headOnly = false)
    {
        std::size_t end = std::string::npos;
        while ((end = m_input.find("\r\n\r\n")) == std::string::npos) {
            if (!more())
                return {};
        }
        end += 4;
        const std::size_t field = m_input.find("Content-Length: ");
        if (!headOnly && field < end)
            end += std::stoul(m_input.substr(field + 16));
        while (m_input.size() < end) {
            if (!more())
                return {};
        }
        std::string result = m_input.substr(0, end);
        m_input.erase(0, end);
        return result;
    }
    std::string everything() // until the server's FIN; "reset" when there was none
    {
        while (more()) { }
        return m_clean ? std::exchange(m_input, {}) : "reset";
    }
    bool hasInput() const
    {
        char octet = 0;
        return !m_input.empty() || ::recv(m_fd, &octet, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
    }
    bool sees(std::string_view octets) // exactly these come next
    {
        while (m_input.size() < octets.size()) {
            if (!more())
                return false;
        }
        const bool same = std::string_view(m_input).substr(0, octets.size()) == octets;
        m_input.erase(0, octets.size());
        return same;
    }

private:
    bool more()
    {
        char buffer[16384];
        const ssize_t count = ::recv(m_fd, buffer, sizeof buffer, 0);
        m_clean = count == 0;
        if (count > 0)
            m_input.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }

    int m_fd = -1;
    bool m_clean = true;
    std::string m_input;
};

inline int statusOf(const std::string& reply)
{
    return reply.starts_with("HTTP/1.1 ") ? std::stoi(reply.substr(9, 3)) : 0;
}
inline std::string bodyOf(const std::string& reply)
{
    const std::size_t end = reply.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : reply.substr(end + 4);
}

} // namespace sluice
