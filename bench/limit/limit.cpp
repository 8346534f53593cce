// The limit: the least a server can do on this kernel. It answers any upgrade, and writes each text
// frame to every other descriptor with one send(2). No hub, no queue, no limits: a yardstick only.
#include <QByteArray>
#include <QCryptographicHash>
#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

struct Peer {
    bool known = false;
    bool upgraded = false;
    std::string partial; // octets of a head or frame that is not whole yet
};

struct Frame {
    unsigned opcode = 0;
    std::string payload;
    std::size_t size = 0; // octets it took; 0: not whole yet
};

class Limit {
public:
    explicit Limit(std::uint16_t port);
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[noreturn]] void run();

private:
    void acceptAll();
    void read(int fd);
    void use(int fd, std::string_view input);
    bool upgrade(int fd, std::string_view head);
    void act(int fd, const Frame& frame);
    void sendToOthers(int sender, std::string_view payload);
    void drop(int fd);

    int m_listener = -1;
    int m_epoll = -1;
    std::uint16_t m_port = 0;
    std::vector<Peer> m_peers; // by descriptor
    std::vector<int> m_open; // upgraded descriptors, dense
    std::array<char, 65536> m_buffer {};
};

[[noreturn]] void fail(const char* what)
{
    std::perror(what);
    std::exit(1);
}

std::string header(unsigned opcode, std::size_t size)
{
    std::string out(1, static_cast<char>(0x80U | opcode));
    if (size < 126) {
        out += static_cast<char>(size);
    } else if (size < 65536) {
        out += static_cast<char>(126);
        out += static_cast<char>(size >> 8U);
        out += static_cast<char>(size & 0xffU);
    } else {
        out += static_cast<char>(127);
        for (unsigned shift = 64; shift != 0;)
            out += static_cast<char>((static_cast<std::uint64_t>(size) >> (shift -= 8)) & 0xffU);
    }
    return out;
}

Frame parse(std::string_view in) // a whole, masked, unfragmented frame
{
    const auto octet
        = [in](std::size_t at) -> std::size_t { return static_cast<unsigned char>(in[at]); };
    if (in.size() < 2)
        return {};
    const std::size_t shortSize = octet(1) & 0x7fU;
    const std::size_t sizeOctets = shortSize == 127 ? 8 : shortSize == 126 ? 2 : 0;
    const std::size_t start = 2 + sizeOctets + 4;
    if (in.size() < start)
        return {};
    std::size_t size = sizeOctets == 0 ? shortSize : 0;
    for (std::size_t i = 0; i < sizeOctets; ++i)
        size = size << 8U | octet(2 + i);
    if (in.size() - start < size)
        return {};
    Frame frame { static_cast<unsigned>(octet(0) & 0xfU), std::string(in.substr(start, size)),
                  start + size };
    for (std::size_t i = 0; i < size; ++i)
        frame.payload[i] = static_cast<char>(frame.payload[i] ^ in[start - 4 + i % 4]);
    return frame;
}

Limit::Limit(std::uint16_t port)
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    const int on = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(m_listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(m_listener, generic, length) != 0 || listen(m_listener, 4096) != 0
        || getsockname(m_listener, generic, &length) != 0)
        fail("bench-limit: listen");
    m_port = ntohs(address.sin_port);
    epoll_event event { EPOLLIN, { .fd = m_listener } };
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event);
}

void Limit::run()
{
    std::array<epoll_event, 256> events {};
    for (;;) {
        const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int fd = events.at(static_cast<std::size_t>(i)).data.fd;
            if (fd == m_listener)
                acceptAll();
            else
                read(fd);
        }
    }
}

void Limit::acceptAll()
{
    for (;;) {
        const int fd = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        if (m_peers.size() <= static_cast<std::size_t>(fd))
            m_peers.resize(static_cast<std::size_t>(fd) + 1);
        m_peers[static_cast<std::size_t>(fd)].known = true;
        epoll_event event { EPOLLIN, { .fd = fd } };
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }
}

void Limit::read(int fd)
{
    Peer& peer = m_peers[static_cast<std::size_t>(fd)];
    if (!peer.known) // left earlier in this batch
        return;
    const ssize_t size = recv(fd, m_buffer.data(), m_buffer.size(), 0);
    if (size <= 0) {
        if (size == 0 || errno != EAGAIN)
            drop(fd);
        return;
    }
    const std::string_view fresh(m_buffer.data(), static_cast<std::size_t>(size));
    if (peer.partial.empty())
        return use(fd, fresh);
    std::string whole = std::move(peer.partial);
    peer.partial = {};
    whole += fresh;
    use(fd, whole);
}

void Limit::use(int fd, std::string_view input)
{
    Peer& peer = m_peers[static_cast<std::size_t>(fd)];
    if (!peer.upgraded) {
        const auto end = input.find("\r\n\r\n");
        if (end != std::string_view::npos) {
            if (!upgrade(fd, input.substr(0, end + 2)))
                return drop(fd);
            input.remove_prefix(end + 4);
        }
    }
    while (peer.upgraded && !input.empty()) {
        const Frame frame = parse(input);
        if (frame.size == 0)
            break;
        input.remove_prefix(frame.size);
        act(fd, frame);
        if (!peer.known)
            return;
    }
    peer.partial = input;
}

bool Limit::upgrade(int fd, std::string_view head)
{
    constexpr std::string_view field = "\r\nSec-WebSocket-Key: ";
    const auto at = head.find(field);
    if (at == std::string_view::npos)
        return false;
    const auto from = at + field.size();
    std::string key(head.substr(from, head.find("\r\n", from) - from));
    key += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §4.2.2
    const QByteArray digest = QCryptographicHash::hash(
        QByteArrayView(key.data(), qsizetype(key.size())), QCryptographicHash::Sha1);
    const std::string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                               "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + digest.toBase64().toStdString() + "\r\n\r\n";
    if (send(fd, answer.data(), answer.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(answer.size()))
        return false;
    m_peers[static_cast<std::size_t>(fd)].upgraded = true;
    m_open.push_back(fd);
    return true;
}

void Limit::act(int fd, const Frame& frame)
{
    switch (frame.opcode) {
    case 1:
        return sendToOthers(fd, frame.payload);
    case 8: {
        const std::string close = header(8, frame.payload.size()) + frame.payload;
        send(fd, close.data(), close.size(), MSG_NOSIGNAL);
        return drop(fd);
    }
    case 9: {
        const std::string pong = header(10, frame.payload.size()) + frame.payload;
        send(fd, pong.data(), pong.size(), MSG_NOSIGNAL);
        return;
    }
    default:
        return;
    }
}

void Limit::sendToOthers(int sender, std::string_view payload)
{
    const std::string frame = header(1, payload.size()) + std::string(payload);
    std::vector<int> full;
    for (const int fd : m_open)
        if (fd != sender
            && send(fd, frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT)
                != static_cast<ssize_t>(frame.size()))
            full.push_back(fd); // half a frame would spoil the stream
    for (const int fd : full)
        drop(fd);
}

void Limit::drop(int fd)
{
    Peer& peer = m_peers[static_cast<std::size_t>(fd)];
    if (peer.upgraded)
        for (int& open : m_open)
            if (open == fd) {
                open = m_open.back();
                m_open.pop_back();
                break;
            }
    peer = {};
    close(fd);
}

} // namespace

int main(int argc, char** argv)
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    Limit server(argc > 1 ? static_cast<std::uint16_t>(std::atoi(argv[1])) : std::uint16_t { 0 });
    std::printf("{\"event\":\"listening\",\"port\":%u}\n", unsigned { server.port() });
    std::fflush(stdout);
    server.run();
}
