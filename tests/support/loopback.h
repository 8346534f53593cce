#pragma once

#include <QtGlobal>
#include <netinet/in.h>
#include <sys/socket.h>

namespace sluice::support {

// Makes `listener` listen on a free port of 127.0.0.1, and tells where.
inline sockaddr_in listenOnLoopback(int listener)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener, generic, size) != 0 || ::listen(listener, 1) != 0
        || ::getsockname(listener, generic, &size) != 0)
        qFatal("no listener on loopback");
    return address;
}

inline void connectTo(const sockaddr_in& address, int peer)
{
    if (::connect(peer, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        qFatal("no connection over loopback");
}

} // namespace sluice::support
