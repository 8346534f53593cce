#pragma once

#include "core/http/request.h"
#include "core/net/subnet.h"
#include <vector>

namespace sluice {

// Whose request it is: of `peer`, unless he is a trusted proxy who says for whom he speaks
// (X-Forwarded-For). Walking from the right, the first address that is no trusted proxy's; whatever
// stands left of it was the client's own to write. An entry that is no address ends the walk at the
// proxy that passed it on. Who comes through a proxy is never loopback. Pure.
PeerAddress clientOf(const HttpHead& head, const PeerAddress& peer,
                     const std::vector<Subnet>& trustedProxies);

bool isTrusted(const PeerAddress& peer, const std::vector<Subnet>& trustedProxies);

} // namespace sluice
