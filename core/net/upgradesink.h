#pragma once

#include "core/http/request.h"
#include "core/http/response.h"
#include "core/net/transport.h"
#include <functional>
#include <optional>
#include <string>

namespace sluice {

// Takes over a connection whose head asks for the WebSocket protocol. Loop's thread.
class UpgradeSink {
public:
    virtual ~UpgradeSink() = default;
    // What to answer instead of upgrading; nothing: go on with upgrade(). The verdict is called
    // once, at once or later.
    using Verdict = std::function<void(std::optional<Response> refusal)>;
    virtual void consider(const HttpHead& head, const PeerAddress& peer, Verdict verdict) = 0;
    // What to answer to a head that a drain has found unfinished. The connection ends with it.
    virtual Response refuseHalfway(const PeerAddress& peer) = 0;
    // The connection is unwatched. `leftover` are octets that came behind the head. `head` has
    // passed consider().
    virtual void upgrade(Transport transport, HttpHead head, PeerAddress peer, std::string leftover)
        = 0;
};

} // namespace sluice
