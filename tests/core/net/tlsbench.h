#pragma once

#include "core/net/tlscontext.h"
#include "core/net/tlsstream.h"
#include "tests/support/certificate.h"
#include "tests/support/tlspeer.h"
#include <QtGlobal>
#include <array>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice {

// One of a process is enough.
inline std::shared_ptr<const TlsContext> testContext()
{
    static const auto context = [] {
        const support::Certificate certificate;
        const auto loaded = TlsContext::load(certificate.certificateFile, certificate.keyFile);
        if (const auto* why = std::get_if<std::string>(&loaded))
            qFatal("%s", why->c_str());
        return std::get<0>(loaded);
    }();
    return context;
}

// A transport that speaks TLS and its peer, over a socket pair; a narrow one has hardly any room.
struct TlsBench {
    explicit TlsBench(const support::TlsPeer::Manner& manner, bool narrow = false)
        : ends(pair(narrow)), stream(new TlsStream(*testContext(), ends[0])),
          server(ends[0], std::unique_ptr<TlsStream>(stream)), peer(ends[1], manner)
    {
    }
    explicit TlsBench(bool narrow = false) : TlsBench(support::TlsPeer::Manner {}, narrow) { }
    ~TlsBench() { ::close(ends[1]); }
    TlsBench(const TlsBench&) = delete;
    TlsBench& operator=(const TlsBench&) = delete;

    // One reading of the server, of the handshake's or behind it; what it heard is added to
    // `heard`.
    Transport::State read()
    {
        progressed = false;
        if (stream->shakeHands() != Transport::State::Alive)
            return Transport::State::Broken;
        std::array<char, Transport::leastRoom> into {};
        const auto outcome = server.receive(into);
        heard.append(into.data(), outcome.octets);
        progressed = outcome.octets > 0;
        return outcome.state;
    }
    // Until nothing moves any more; the peer sends in pieces of so many octets.
    Transport::State converse(std::size_t piece = 65536)
    {
        peer.shakeHands();
        auto state = Transport::State::Alive;
        for (bool moved = true; moved;) {
            moved = peer.sendSome(piece);
            if (state == Transport::State::Alive)
                state = read();
            moved = progressed || moved;
            server.flush();
            while (peer.receive())
                moved = true;
        }
        return state;
    }
    // The peer asks, behind as much as entitles it to, and the server reads it and answers; nobody
    // reads the answer.
    Transport::State askForNewKeysAgain()
    {
        std::string much(65536, 'x');
        SSL_write(peer.ssl(), much.data(), static_cast<int>(much.size()));
        for (auto state = Transport::State::Alive; peer.sendSome() || progressed;)
            if ((state = read()) != Transport::State::Alive)
                return state;
        return askForNewKeys();
    }
    Transport::State askForNewKeys()
    {
        SSL_key_update(peer.ssl(), SSL_KEY_UPDATE_REQUESTED);
        peer.shakeHands();
        peer.sendSome();
        return read();
    }
    // Everything, however little fits at a time.
    void sendAll(std::string_view octets)
    {
        while (!octets.empty()) {
            octets.remove_prefix(server.send(octets).octets);
            while (peer.receive()) { }
        }
        while (server.wantsWrite() && server.flush() == Transport::State::Alive)
            while (peer.receive()) { }
        while (peer.receive()) { }
    }

    std::array<int, 2> ends;
    TlsStream* stream; // the server's
    Transport server;
    support::TlsPeer peer;
    std::string heard;
    bool progressed = false;

private:
    static std::array<int, 2> pair(bool narrow)
    {
        std::array<int, 2> made {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, made.data()) != 0)
            qFatal("no socket pair");
        const int tiny = 1;
        if (narrow)
            ::setsockopt(made[0], SOL_SOCKET, SO_SNDBUF, &tiny, sizeof tiny);
        return made;
    }
};

// Octets in which a displaced one shows.
inline std::string pattern(std::size_t size)
{
    std::string octets(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        octets[i] = static_cast<char>(i * 31 + (i >> 8U));
    return octets;
}

} // namespace sluice
