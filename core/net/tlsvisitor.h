#pragma once

#include "core/net/lobbyvisitor.h"
#include "core/runtime/turnshare.h"
#include <memory>
#include <string_view>

namespace sluice {

class TlsStream;

// A connection that agrees upon TLS; it is admitted when that is done, or when it turns out to
// speak plain HTTP. All handshakes together have a share of each turn: who has to make room, and
// whoever orders the end, does not wait for all of them.
class Lobby::TlsVisitor final : public Lobby::Visitor, private TurnShare::Member {
public:
    TlsVisitor(Lobby& lobby, int fd, PeerAddress peer);
    ~TlsVisitor() override;

private:
    void ready(std::uint32_t events) override;
    void haveTurn(std::uint32_t events) override;
    void holdBack() override;
    void timeUp() override;
    void fail(std::string_view why);
    void tell(std::string_view why) const; // of a failure
    void admit(bool metPlainHttp);

    std::unique_ptr<TlsStream> m_stream;
};

} // namespace sluice
