#pragma once

#include "core/net/httphead.h"
#include <cstdint>
#include <string>

namespace sluice {

struct PeerAddress {
    std::string ip; // as inet_ntop writes it; an IPv4-mapped address without its prefix
    std::uint16_t port = 0;
    bool loopback = false;
};

// One whole request, as a handler sees it.
struct Request {
    HttpHead head;
    std::string body;
    PeerAddress peer;
    std::string parameter; // what stands for {id} in the route's pattern
};

} // namespace sluice
