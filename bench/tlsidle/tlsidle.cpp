// Connects many WebSocket clients over TLS, waits for each one's welcome, prints a line and holds
// them until standard input ends: what an idle TLS client costs is then read off the server.
//     bench-tlsidle PORT [CLIENTS [AT_ONCE]]
#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::string_view request
    = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
constexpr std::string_view welcome = "\"type\":\"welcome\"";
constexpr int patienceMs = 10000; // between two signs of life

[[noreturn]] void fail(const char* why)
{
    std::fprintf(stderr, "bench-tlsidle: %s\n", why);
    std::exit(1);
}

struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

struct Client {
    std::unique_ptr<SSL, Free> ssl;
    std::string heard;
    int fd = -1;
    bool asked = false;
    bool welcomed = false;
};

class Fleet {
public:
    Fleet(std::uint16_t port, std::size_t wanted, std::size_t atOnce)
        : m_context(SSL_CTX_new(TLS_client_method())), m_wanted(wanted), m_atOnce(atOnce),
          m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    {
        m_address.sin_family = AF_INET;
        m_address.sin_port = htons(port);
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        SSL_CTX_set_mode(m_context.get(), SSL_MODE_RELEASE_BUFFERS);
    }

    void connectAll()
    {
        std::array<epoll_event, 64> events {};
        while (m_welcomed < m_wanted) {
            while (m_clients.size() < m_wanted && m_clients.size() - m_welcomed < m_atOnce)
                connectOne();
            const int count = ::epoll_wait(m_epoll, events.data(), events.size(), patienceMs);
            if (count <= 0)
                fail("no welcome came for 10 s");
            for (int i = 0; i < count; ++i)
                goOn(m_clients[events[static_cast<std::size_t>(i)].data.u64]);
        }
    }

private:
    void connectOne()
    {
        Client& client = m_clients.emplace_back();
        client.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (client.fd < 0
            || ::connect(client.fd, reinterpret_cast<const sockaddr*>(&m_address), sizeof m_address)
                != 0)
            fail("cannot connect");
        ::fcntl(client.fd, F_SETFL, O_NONBLOCK);
        client.ssl.reset(SSL_new(m_context.get()));
        SSL_set_fd(client.ssl.get(), client.fd);
        SSL_set_connect_state(client.ssl.get());
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.u64 = m_clients.size() - 1;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.fd, &event);
        goOn(client);
    }
    // What is sent is small enough for any socket: only reading has to wait.
    void goOn(Client& client)
    {
        ERR_clear_error();
        if (!client.asked && SSL_do_handshake(client.ssl.get()) == 1)
            client.asked
                = SSL_write(client.ssl.get(), request.data(), static_cast<int>(request.size())) > 0;
        std::array<char, 16384> octets {};
        int count = -1;
        while (client.asked
               && (count = SSL_read(client.ssl.get(), octets.data(), octets.size())) > 0)
            if (!client.welcomed)
                note(client, { octets.data(), static_cast<std::size_t>(count) });
        if (const int error = SSL_get_error(client.ssl.get(), count);
            error != SSL_ERROR_WANT_READ && error != SSL_ERROR_NONE)
            fail("a connection ended");
    }
    void note(Client& client, std::string_view octets)
    {
        client.heard += octets;
        if (client.heard.find(welcome) == std::string::npos)
            return;
        client.welcomed = true;
        std::string().swap(client.heard);
        ++m_welcomed;
    }

    std::unique_ptr<SSL_CTX, Free> m_context;
    std::deque<Client> m_clients;
    std::size_t m_wanted;
    std::size_t m_atOnce;
    std::size_t m_welcomed = 0;
    sockaddr_in m_address {};
    int m_epoll;
};

} // namespace

int main(int argc, char** argv)
{
    const auto number = [&](int index, long otherwise) {
        return argc > index ? std::strtol(argv[index], nullptr, 10) : otherwise;
    };
    if (number(1, 0) < 1 || number(1, 0) > 65535 || number(2, 1) < 1 || number(3, 1) < 1)
        fail("usage: bench-tlsidle PORT [CLIENTS [AT_ONCE]]");
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    Fleet fleet(static_cast<std::uint16_t>(number(1, 0)), static_cast<std::size_t>(number(2, 2000)),
                static_cast<std::size_t>(number(3, 32)));
    fleet.connectAll();
    std::printf("{\"event\":\"holding\",\"clients\":%ld}\n", number(2, 2000));
    std::fflush(stdout);
    char ignored = 0;
    while (::read(STDIN_FILENO, &ignored, 1) > 0) { }
}
