#pragma once

#include "core/runtime/timerwheel.h"
#include "core/session/sessionkey.h"
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace sluice {

// Looks, a few times a second, at each of one loop's clients that still have a replay in their
// queue: what the history forgets meanwhile is no replay any more. Lives in the loop.
class ReplayWatch final : public WheelTimer {
public:
    // Whether the client's replay is still under way; `queued` is what it wrote there last time.
    using Look = std::function<bool(SessionKey, std::size_t& queued)>;

    ReplayWatch(TimerWheel& wheel, Look look);

    void add(SessionKey key, std::size_t queued);

private:
    void timeUp() override;

    TimerWheel& m_wheel;
    Look m_look;
    std::vector<std::pair<SessionKey, std::size_t>> m_replays;
};

} // namespace sluice
