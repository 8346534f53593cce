#pragma once

#include <array>
#include <cerrno>
#include <memory>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace sluice::support {

// The client's side of TLS, whose octets go over a descriptor only when a test says so. Trusts
// anyone.
class TlsPeer {
public:
    struct Manner {
        int version = TLS1_3_VERSION;
        std::string protocol = "http/1.1"; // for ALPN
    };

    explicit TlsPeer(int fd) : TlsPeer(fd, Manner {}) { }
    TlsPeer(int fd, const Manner& manner)
        : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), m_fd(fd)
    {
        SSL_CTX_set_min_proto_version(m_context.get(), manner.version);
        SSL_CTX_set_max_proto_version(m_context.get(), manner.version);
        if (manner.version < TLS1_2_VERSION) // else the library itself would refuse
            SSL_CTX_set_cipher_list(m_context.get(), "ALL:@SECLEVEL=0");
        const std::string protocols = static_cast<char>(manner.protocol.size()) + manner.protocol;
        SSL_CTX_set_alpn_protos(m_context.get(),
                                reinterpret_cast<const unsigned char*>(protocols.data()),
                                static_cast<unsigned int>(protocols.size()));
        m_ssl = { SSL_new(m_context.get()), SSL_free };
        SSL_set_bio(m_ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_connect_state(m_ssl.get());
    }

    SSL* ssl() const { return m_ssl.get(); }
    bool isEstablished() const { return SSL_is_init_finished(m_ssl.get()) == 1; }
    void shakeHands() { SSL_do_handshake(m_ssl.get()); }
    void write(std::string_view text)
    {
        std::size_t count = 0;
        if (!text.empty())
            SSL_write_ex(m_ssl.get(), text.data(), text.size(), &count);
    }
    void sayGoodbye() { SSL_shutdown(m_ssl.get()); }
    bool heardGoodbye() const
    {
        return (SSL_get_shutdown(m_ssl.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
    }

    // At most so many octets of what there is to send; false when nothing was.
    bool sendSome(std::size_t most = 65536)
    {
        if (m_out.empty()) {
            std::array<char, 65536> octets {};
            const int count = BIO_read(SSL_get_wbio(m_ssl.get()), octets.data(), octets.size());
            m_out.assign(octets.data(), static_cast<std::size_t>(count > 0 ? count : 0));
        }
        const std::string_view part = std::string_view(m_out).substr(0, most);
        if (part.empty())
            return false;
        const ssize_t sent = ::send(m_fd, part.data(), part.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0)
            m_out.erase(0, static_cast<std::size_t>(sent));
        return sent > 0;
    }
    // What has come; false when nothing has. What it says is added to heard().
    bool receive()
    {
        std::array<char, 65536> octets {};
        const ssize_t count = ::recv(m_fd, octets.data(), octets.size(), MSG_DONTWAIT);
        m_ended = m_ended || count == 0 || (count < 0 && errno == ECONNRESET);
        if (count <= 0)
            return false;
        BIO_write(SSL_get_rbio(m_ssl.get()), octets.data(), static_cast<int>(count));
        ERR_clear_error();
        std::size_t read = 0;
        while (SSL_read_ex(m_ssl.get(), octets.data(), octets.size(), &read) == 1)
            m_heard.append(octets.data(), read);
        return true;
    }
    int readable() const // octets that have come and were not received
    {
        int octets = 0;
        ::ioctl(m_fd, FIONREAD, &octets);
        return octets;
    }
    // Says what there is to say and hears what comes, until then; it waits ten seconds each time.
    template <class Condition> bool talkUntil(Condition isMet)
    {
        while (sendSome()) { }
        while (!isMet()) {
            pollfd ready { m_fd, POLLIN, 0 };
            if (::poll(&ready, 1, 10000) <= 0)
                return false;
            receive();
            while (sendSome()) { }
            if (hasEnded())
                return isMet();
        }
        return true;
    }
    bool agree() // upon TLS
    {
        shakeHands();
        return talkUntil([this] { return isEstablished(); });
    }
    const std::string& heard() const { return m_heard; }
    bool hasEnded() const { return m_ended; } // FIN or a reset

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_ssl { nullptr, SSL_free };
    int m_fd;
    std::string m_out;
    std::string m_heard;
    bool m_ended = false;
};

} // namespace sluice::support
