#pragma once

#include "core/runtime/timerwheel.h"
#include "core/session/sessionkey.h"
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace sluice {

// Looks, a few times a second, at each of one loop's clients that still have a replay in their
// queue: what the history forgets meanwhile is no replay any more. Lives in the loop.
class ReplayWatch final : public WheelTimer {
public:
    struct Replay {
        SessionKey key;
        std::size_t queued = 0; // octets, when it was looked at last
        std::uint64_t order = 0; // whose messages these are (Vitals::historyOrder)
    };
    using Look = std::function<bool(Replay&)>; // whether it is still under way

    ReplayWatch(TimerWheel& wheel, Look look);

    void add(const Replay& replay);

private:
    void timeUp() override;

    TimerWheel& m_wheel;
    Look m_look;
    std::vector<Replay> m_replays;
};

} // namespace sluice
