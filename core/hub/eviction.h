#pragma once

#include "core/runtime/timerwheel.h"
#include "core/session/sessionkey.h"
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace sluice {

// Closes one loop's clients along a drain's ramp, idle longest first, a few at every tick of the
// wheel: one timer for all of them. Lives in the loop.
class Eviction final : public WheelTimer {
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Candidate {
        SessionKey key;
        Time lastIn;
    };

    // `close` is given each client when its turn has come; it may be gone by then.
    Eviction(TimerWheel& wheel, std::function<void(SessionKey)> close);

    void start(std::vector<Candidate> candidates, std::chrono::milliseconds over);
    void stop();
    // When it is to be closed; nothing when that is not planned.
    std::optional<Time> turnOf(SessionKey key) const;
    void advance(Time now); // closes everyone whose moment has come; the wheel calls it

private:
    struct Turn {
        Time moment;
        SessionKey key;
    };
    void timeUp() override;

    TimerWheel& m_wheel;
    std::function<void(SessionKey)> m_close;
    std::vector<Turn> m_turns; // moments rising
    std::vector<std::uint32_t> m_places; // in m_turns, counted from 1, by the session's slot
    std::size_t m_next = 0;
};

} // namespace sluice
