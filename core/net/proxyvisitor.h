#pragma once

#include "core/net/lobbyvisitor.h"
#include <string>
#include <string_view>
#include <sys/types.h>

namespace sluice {

// A connection from a trusted proxy, which says before all else for whom it speaks. Who comes
// through a proxy is never loopback. Not an octet is taken that came behind the header.
class Lobby::ProxyVisitor final : public Lobby::Visitor {
public:
    using Visitor::Visitor;

private:
    void ready(std::uint32_t events) override;
    void timeUp() override { refuse("it did not come in time"); }
    void onNothing(ssize_t result, int error);
    void refuse(std::string_view why);

    std::string m_octets;
};

} // namespace sluice
