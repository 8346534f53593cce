#pragma once

#include "core/http/request.h"
#include "core/net/transport.h"
#include <chrono>

namespace sluice {

// A connection on its way from the Lobby to the loop that will serve it.
struct Newcomer {
    Transport transport;
    PeerAddress peer;
    std::chrono::steady_clock::time_point since; // its request's head has its time from here on
    bool metPlainHttp = false; // on a TLS port: it is to be told so, in the clear
};

} // namespace sluice
