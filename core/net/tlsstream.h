#pragma once

#include "core/net/helloguard.h"
#include "core/net/transport.h"
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct bio_st;
struct ssl_st;

namespace sluice {

class TlsContext;

// The server's side of TLS over a descriptor that Transport owns: see there for what the calls
// mean. Records go straight from OpenSSL to the socket; only what the socket does not take waits
// here: one record at most, and a little of what TLS itself answers. One thread at a time: the
// handshake's, then the loop's.
class TlsStream {
public:
    TlsStream(const TlsContext& context, int descriptor);
    ~TlsStream();
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    // As far as the peer's octets go: ask again when there are more, until isEstablished().
    Transport::State shakeHands();
    // Nothing is taken, and nothing received, before the handshake is done.
    Transport::Outcome send(std::string_view octets);
    Transport::Outcome send(std::span<iovec> pieces); // gathered into whole records
    Transport::Outcome receive(std::span<char> into);
    bool wantsWrite() const { return !m_pending.empty(); }
    Transport::State flush();
    void shutdownWrite();

    bool isEstablished() const { return m_guard == nullptr; } // and stays so
    bool hasBegun() const { return m_begun; } // the peer has said something
    bool metPlainHttp() const { return m_metPlainHttp; }
    std::string_view failure() const { return m_failure; } // a clause; empty while all is well

private:
    struct Bio; // what OpenSSL calls
    struct Free {
        void operator()(ssl_st* ssl) const;
    };

    void fitRecord(std::size_t octets);
    Transport::Outcome passOverBarren(std::span<char> into);
    Transport::Outcome broken(std::string_view why);
    bool put(std::string_view octets);
    bool keep(std::string_view octets);
    Transport::Outcome take(std::span<char> into);
    bool isHarmless(std::string_view octets);
    Transport::Outcome outcomeOf(int result);

    std::unique_ptr<ssl_st, Free> m_ssl;
    std::unique_ptr<HelloGuard> m_guard; // until the handshake is done
    std::string m_pending; // ciphertext
    std::string_view m_failure;
    std::uint64_t m_received = 0; // octets of the peer's own
    std::uint64_t m_barren = 0; // records without any
    int m_descriptor;
    bool m_begun = false;
    bool m_metPlainHttp = false;
    bool m_broken = false;
    bool m_peerEnded = false; // by FIN
    bool m_starved = false; // OpenSSL asked for octets that have not come
    bool m_isDry = false; // it shall be told that nothing has come
    bool m_ending = false; // FIN follows what is pending
};

} // namespace sluice
