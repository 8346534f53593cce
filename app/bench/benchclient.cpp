#include "app/bench/benchclient.h"
#include "app/bench/answerhead.h"
#include "core/session/inflater.h"
#include <QByteArray>
#include <QCryptographicHash>
#include <QRandomGenerator>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

constexpr std::uint32_t largestMessage = 16 * 1024 * 1024;
constexpr std::size_t largestHead = std::size_t { 16 } * 1024;

std::string errorText(int error)
{
    if (error == ECONNREFUSED)
        return "nothing listens there (connection refused)";
    return std::strerror(error);
}

// " (server_shutdown)", when the body is a problem (RFC 9457) with a code.
std::string problemCode(std::string_view body)
{
    constexpr std::string_view key = "\"code\":\"";
    const auto at = body.find(key);
    if (at == std::string_view::npos)
        return {};
    const auto token = body.substr(at + key.size());
    return " (" + std::string(token.substr(0, token.find('"'))) + ")";
}

// One inflater serves all clients, so each message must stand by itself.
bool agreesToCompression(std::string_view head)
{
    const std::string_view agreed = fieldOf(head, "sec-websocket-extensions");
    return agreed.rfind("permessage-deflate", 0) == 0
        && agreed.find("server_no_context_takeover") != std::string_view::npos;
}

} // namespace

Handshake makeHandshake(const std::string& authority, const std::string& path,
                        const std::string& token, bool compression)
{
    std::array<quint32, 4> nonce {};
    QRandomGenerator::global()->fillRange(nonce.data(), static_cast<qsizetype>(nonce.size()));
    const auto key
        = QByteArray(reinterpret_cast<const char*>(nonce.data()), sizeof nonce).toBase64();
    const auto digest = QCryptographicHash::hash(
        key + QByteArrayLiteral("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"), QCryptographicHash::Sha1);
    std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + authority
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: "
        + key.toStdString() + "\r\n";
    if (!token.empty())
        request += "Authorization: Bearer " + token + "\r\n";
    if (compression)
        request += "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                   "client_no_context_takeover\r\n";
    return { request + "\r\n", digest.toBase64().toStdString(), compression };
}

BenchClient::BenchClient(std::uint32_t index, ClientOwner& owner, const Handshake& handshake)
    : m_owner(owner), m_handshake(handshake),
      m_decoder(largestMessage, FrameDecoder::Peer::Server, handshake.compression), m_index(index)
{
}

BenchClient::~BenchClient()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

int BenchClient::connectTo(const sockaddr_in& peer, const in_addr* source)
{
    m_begun = Clock::now();
    m_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return errno;
    const int on = 1;
    setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in own {};
    own.sin_family = AF_INET;
    int error = 0;
    if (source != nullptr) {
        own.sin_addr = *source;
        setsockopt(m_fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        if (bind(m_fd, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0)
            error = errno;
    }
    if (error == 0 && ::connect(m_fd, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0)
        error = errno == EINPROGRESS ? 0 : errno;
    if (error == 0) {
        m_state = State::Connecting;
        return 0;
    }
    ::close(m_fd);
    m_fd = -1;
    return error;
}

void BenchClient::ready(std::uint32_t events)
{
    if (m_state == State::Connecting) {
        if ((events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0)
            onConnected();
        return;
    }
    if ((events & EPOLLOUT) != 0)
        flush();
    if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0 && m_fd >= 0)
        read();
}

void BenchClient::onConnected()
{
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(m_fd, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0)
        return end(errorText(error));
    m_state = State::Upgrading;
    m_owner.wantsWrite(*this, false);
    transmit(m_handshake.request);
}

void BenchClient::read()
{
    static std::array<char, std::size_t { 256 } * 1024>
        buffer; // one for all: the bench has one thread
    const ssize_t size = recv(m_fd, buffer.data(), buffer.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size < 0)
        return end(errorText(errno));
    if (size == 0)
        return end(m_state == State::Upgrading ? "the server closed without an answer"
                                               : "the server closed the connection");
    m_owner.onOctets(static_cast<std::size_t>(size));
    if (m_state == State::Upgrading)
        return takeHead({ buffer.data(), static_cast<std::size_t>(size) });
    takeFrames(buffer.data(), static_cast<std::size_t>(size));
}

void BenchClient::takeHead(std::string_view fresh)
{
    m_head += fresh;
    const auto end = m_head.find("\r\n\r\n");
    if (end == std::string::npos) {
        if (m_head.size() > largestHead)
            this->end("the answer has no end");
        return;
    }
    std::string head = std::move(m_head);
    m_head = {};
    const std::string status = head.substr(0, head.find("\r\n"));
    if (status.rfind("HTTP/1.1 101", 0) != 0)
        return this->end("the server answered \"" + status + "\" instead of an upgrade"
                         + problemCode(std::string_view(head).substr(end)));
    const std::string_view fields = std::string_view(head).substr(0, end + 2);
    if (fieldOf(fields, "sec-websocket-accept") != m_handshake.accept)
        return this->end("the answer's Sec-WebSocket-Accept is wrong");
    if (m_handshake.compression && !agreesToCompression(fields))
        return this->end("the server does not agree to permessage-deflate");
    m_state = State::Open;
    m_owner.onUpgraded(*this);
    if (head.size() > end + 4)
        takeFrames(head.data() + end + 4, head.size() - end - 4);
}

void BenchClient::takeFrames(char* data, std::size_t size)
{
    static Inflater inflater; // one for all, as the buffer
    std::span<char> input(data, size);
    while (m_fd >= 0) {
        const FrameEvent event = m_decoder.next(input);
        if (event.kind == FrameEvent::Kind::NeedMore
            || !takeFrame(event.deflated ? inflater.plain(event, largestMessage) : event))
            return;
    }
}

bool BenchClient::takeFrame(const FrameEvent& event)
{
    switch (event.kind) {
    case FrameEvent::Kind::NeedMore:
    case FrameEvent::Kind::Binary:
    case FrameEvent::Kind::Pong:
        return true;
    case FrameEvent::Kind::Text:
        if (m_state == State::Open)
            m_owner.onText(*this, event.payload);
        return true;
    case FrameEvent::Kind::Ping:
        transmit(encodeMaskedFrame(Opcode::Pong, event.payload, m_index));
        return true;
    case FrameEvent::Kind::Close:
        if (m_state == State::Open)
            transmit(encodeMaskedFrame(Opcode::Close, "\x03\xe8", m_index));
        end("the server closed with " + std::to_string(event.code) + " "
            + std::string(event.payload));
        return false;
    case FrameEvent::Kind::Violation:
        end("the server broke the protocol: " + std::string(event.payload));
        return false;
    }
    return true;
}

void BenchClient::sendText(std::string_view text)
{
    transmit(encodeMaskedFrame(Opcode::Text, text, QRandomGenerator::global()->generate()));
}

void BenchClient::leave()
{
    if (m_state != State::Open)
        return drop();
    m_state = State::Closing;
    transmit(encodeMaskedFrame(Opcode::Close, "\x03\xe8", m_index)); // 1000
}

void BenchClient::drop()
{
    m_state = State::Closed;
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

void BenchClient::transmit(std::string_view octets)
{
    if (m_unsent.empty()) {
        const ssize_t sent = send(m_fd, octets.data(), octets.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return; // the read side tells why
        octets.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
        if (octets.empty())
            return;
        m_owner.wantsWrite(*this, true);
    }
    m_unsent += octets;
}

void BenchClient::flush()
{
    std::string unsent = std::move(m_unsent);
    m_unsent = {};
    if (!unsent.empty())
        transmit(unsent);
    if (m_unsent.empty())
        m_owner.wantsWrite(*this, false);
}

void BenchClient::end(const std::string& why)
{
    drop();
    m_owner.onClosed(*this, why);
}

} // namespace sluice::bench
