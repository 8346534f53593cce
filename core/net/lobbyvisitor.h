#pragma once

#include "core/net/lobby.h"
#include "core/runtime/timerwheel.h"
#include "core/runtime/watcher.h"
#include <chrono>
#include <cstdint>

namespace sluice {

// A connected, non-blocking descriptor in the Lobby, which is closed with it unless it is released.
// It stands in the line of those who have not said what they want, and has head_timeout. Whoever
// ends or admits it does so last: it is gone then. Lobby's thread.
class Lobby::Visitor : protected Watcher, protected WheelTimer, public HandshakeLine::Waiter {
public:
    Visitor(Lobby& lobby, int fd, PeerAddress peer);
    ~Visitor() override;
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

protected:
    int descriptor() const { return m_fd; }
    void watchFor(std::uint32_t events);
    int release(); // unwatched, and no longer its own
    void makeRoom() override;

    Lobby& m_lobby;
    PeerAddress m_peer;
    const std::chrono::steady_clock::time_point m_since;

private:
    int m_fd;
};

} // namespace sluice
