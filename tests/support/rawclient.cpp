#include "tests/support/rawclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sluice::support {

namespace {

constexpr int smallBuffer = 4096;
constexpr std::uint8_t opText = 1, opClose = 8, opPing = 9, opPong = 10;
constexpr std::string_view halfRequest = "GET /ws HTTP/1.1\r\nHost: localhost\r\n";
constexpr std::string_view otherHalf
    = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}

std::uint64_t bigEndian(std::string_view octets)
{
    std::uint64_t value = 0;
    for (const char octet : octets)
        value = value << 8 | static_cast<std::uint8_t>(octet);
    return value;
}

} // namespace

RawClient::RawClient(std::uint16_t port, Manners manners, Tally& tally)
    : m_tally(tally), m_port(port), m_manners(manners)
{
}

RawClient::~RawClient()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool RawClient::connect()
{
    m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return false;
    if (m_manners == Manners::StopsReading)
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &smallBuffer, sizeof smallBuffer);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void* raw = &address;
    return ::connect(m_fd, static_cast<const sockaddr*>(raw), sizeof address) == 0
        || errno == EINPROGRESS;
}

std::uint32_t RawClient::events() const
{
    if (m_stage == Stage::Connecting)
        return EPOLLOUT;
    const bool reads = m_manners != Manners::StopsReading || m_record.welcomeAt == Instant {};
    return reads ? EPOLLIN : 0U; // EPOLLHUP and EPOLLERR come unasked
}

void RawClient::ready(std::uint32_t events)
{
    if (m_stage == Stage::Connecting && (events & EPOLLOUT) != 0)
        sendRequest();
    else if ((events & EPOLLIN) != 0)
        read();
    else
        drop();
}

void RawClient::sendRequest()
{
    m_stage = Stage::Upgrading;
    transmit(halfRequest);
    if (m_manners != Manners::HalfHandshake)
        transmit(otherHalf);
}

void RawClient::read()
{
    std::array<char, 16384> buffer;
    const ssize_t got = ::recv(m_fd, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0) {
        drop();
        return;
    }
    m_input.append(buffer.data(), static_cast<std::size_t>(got));
    if (m_stage == Stage::Upgrading && !takeHead())
        return;
    while (m_fd >= 0 && m_record.status == 101 && takeFrame()) { }
    if (m_input.empty())
        m_input.shrink_to_fit(); // there are thousands of us
}

bool RawClient::takeHead()
{
    const auto end = m_input.find("\r\n\r\n");
    if (end == m_input.npos)
        return false;
    const auto digits = m_input.find(' ') + 1;
    std::from_chars(m_input.data() + digits, m_input.data() + digits + 3, m_record.status);
    m_input.erase(0, end + 4);
    m_stage = Stage::Talking;
    return true;
}

// RFC 6455 §5.2, as a server may use it: unmasked, and here never fragmented.
bool RawClient::takeFrame()
{
    if (m_input.size() < 2)
        return false;
    const auto first = static_cast<std::uint8_t>(m_input[0]);
    std::uint64_t size = static_cast<std::uint8_t>(m_input[1]);
    const std::size_t extended = size == 126 ? 2U : size == 127 ? 8U : 0U;
    if ((first & 0xF0) != 0x80 || size > 127) {
        ++m_tally.violations;
        drop();
        return false;
    }
    if (m_input.size() < 2 + extended)
        return false;
    if (extended > 0)
        size = bigEndian(std::string_view(m_input).substr(2, extended));
    if (m_input.size() < 2 + extended + size)
        return false;
    const std::string payload = m_input.substr(2 + extended, size);
    m_input.erase(0, 2 + extended + size);
    switch (first & 0x0F) {
    case opText:
        onText(payload);
        break;
    case opPing:
        send(opPong, payload);
        break;
    case opClose:
        onClose(payload);
        break;
    default:
        ++m_tally.violations;
    }
    return true;
}

void RawClient::onText(std::string_view text)
{
    if (has(text, R"("type":"message")")) {
        ++m_tally.messages;
    } else if (has(text, R"("type":"ack")")) {
        ++m_tally.acks;
    } else if (has(text, R"("type":"notification")")) {
        ++m_tally.notifications;
    } else if (has(text, R"("type":"welcome")")) {
        m_record.welcomeAt = Clock::now();
        ++m_tally.welcomed;
    } else if (has(text, R"("type":"drain")")) {
        onNotice(text);
    } else if (has(text, R"("type":"drain_cancelled")")) {
        m_dueAt = {};
        ++m_tally.cancelled;
    } else if (has(text, R"("type":"disconnect")")) {
        m_record.disconnect = has(text, R"("server_shutdown")") ? "server_shutdown" : "other";
    }
}

void RawClient::onNotice(std::string_view text)
{
    const Instant now = Clock::now();
    if (std::exchange(m_record.noticeAt, now) == Instant {})
        ++m_tally.noticed;
    const auto notice
        = QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
              .object();
    m_record.reconnectInMs = notice[QLatin1String("reconnect_in_ms")].toInt(-1);
    if (m_manners == Manners::LeavesAtOnce)
        leave();
    else if (m_manners == Manners::LeavesAtSlot)
        m_dueAt = now + std::chrono::milliseconds(m_record.reconnectInMs);
}

void RawClient::onClose(std::string_view payload)
{
    m_record.closeCode
        = payload.size() < 2 ? 1005 : static_cast<int>(bigEndian(payload.substr(0, 2)));
    m_record.closeAt = Clock::now();
    if (m_record.leftAt != Instant {})
        return;
    ++m_tally.closed;
    if (m_manners != Manners::IgnoresClose)
        send(opClose, payload.substr(0, 2));
}

void RawClient::say(std::string_view text)
{
    send(opText, text);
}

void RawClient::leave()
{
    m_dueAt = {};
    if (!isOpen() || m_record.leftAt != Instant {} || m_record.closeAt != Instant {})
        return;
    m_record.leftAt = Clock::now();
    send(opClose, std::string_view("\x03\xE8", 2)); // 1000
}

void RawClient::drop()
{
    if (m_fd < 0)
        return;
    ::close(m_fd);
    m_fd = -1;
    m_dueAt = {};
    m_record.endAt = Clock::now();
    ++m_tally.ended;
}

// A mask of zeros is a mask.
void RawClient::send(std::uint8_t opcode, std::string_view payload)
{
    std::string frame { static_cast<char>(0x80 | opcode) };
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size());
    }
    frame.append(4, '\0').append(payload);
    transmit(frame);
}

void RawClient::transmit(std::string_view octets)
{
    if (m_fd >= 0
        && ::send(m_fd, octets.data(), octets.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(octets.size()))
        drop();
}

} // namespace sluice::support
