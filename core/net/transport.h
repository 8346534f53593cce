#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

struct iovec;

namespace sluice {

class TlsStream;

// A connected, non-blocking TCP descriptor, owned, and the TLS spoken over it, if any. A plain one
// has no buffer; neither is a QObject. One thread at a time.
class Transport {
public:
    enum class State { Alive, EndOfStream, Broken };
    struct Outcome {
        std::size_t octets = 0; // 0 and Alive: would block
        State state = State::Alive;
    };

    // Of a send or receive that returned octets, or -errno.
    static Outcome outcomeOf(std::ptrdiff_t result);

    explicit Transport(int descriptor = -1);
    Transport(int descriptor, std::unique_ptr<TlsStream> tls);
    Transport(Transport&& other) noexcept;
    Transport& operator=(Transport&& other) noexcept;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    ~Transport();

    int descriptor() const { return m_descriptor; }
    // What is sent and received are the very octets of the descriptor.
    bool isPlain() const { return m_tls == nullptr; }

    // Over TLS, what was taken is encrypted, and may still wait here: see wantsWrite(). Nothing
    // more is taken meanwhile.
    Outcome send(std::string_view octets);
    Outcome send(std::span<iovec> pieces);
    // Over TLS, one record a call. There must be room for it: of what OpenSSL kept back, epoll
    // would say nothing.
    static constexpr std::size_t leastRoom = 16384; // RFC 8446 §5.1
    Outcome receive(std::span<char> into);
    bool hasOctets() const; // unread, in the kernel; an end of stream is none
    bool isWritable() const; // the kernel has room
    // Something taken is not yet on its way: wait for EPOLLOUT, then flush().
    bool wantsWrite() const;
    State flush();
    // Behind everything that was taken. TLS says close_notify first (RFC 8446 §6.1).
    void shutdownWrite();

private:
    int m_descriptor;
    std::unique_ptr<TlsStream> m_tls;
};

} // namespace sluice
