#pragma once

#include <QBasicTimer>
#include <QObject>
#include <array>
#include <chrono>
#include <cstdint>

namespace sluice {

class TimerWheel;

// One deadline in a TimerWheel: an intrusive node, so arming allocates nothing. Disarms itself
// when destroyed.
class WheelTimer {
public:
    WheelTimer() = default;
    WheelTimer(const WheelTimer&) = delete;
    WheelTimer& operator=(const WheelTimer&) = delete;
    bool isArmed() const { return m_next != nullptr; }
    void disarm();

protected:
    virtual ~WheelTimer() { disarm(); }
    // Called in the wheel's thread, after disarming. May re-arm or delete the timer.
    virtual void timeUp() = 0;

private:
    friend class TimerWheel;
    void unlink();
    void linkBefore(WheelTimer& other);

    TimerWheel* m_wheel = nullptr; // the last one that armed it
    WheelTimer* m_prev = nullptr;
    WheelTimer* m_next = nullptr;
    std::uint64_t m_dueTick = 0;
};

// Hashed timer wheel of one loop: O(1) to arm and disarm 100,000 deadlines. A deadline fires
// between its time and two ticks later. Its own QBasicTimer runs only while something is armed.
class TimerWheel final : public QObject {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds tick { 50 };

    explicit TimerWheel(QObject* parent = nullptr);
    ~TimerWheel() override;

    void arm(WheelTimer& timer, std::chrono::milliseconds delay); // re-arms when armed already
    // Fires everything due at `now`; called by the wheel's own timer, and by tests.
    void advance(Clock::time_point now);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    friend class WheelTimer;
    static constexpr std::size_t slots = 1024;

    // The list anchor of one slot.
    struct Head final : WheelTimer {
        Head();
        bool isEmpty() const { return m_next == this; }
        WheelTimer& first() const { return *m_next; }
        void timeUp() override { }
    };

    static void collect(Head& slot, std::uint64_t target, Head& due);
    void released();

    std::array<Head, slots> m_slots;
    std::size_t m_armed = 0;
    std::uint64_t m_tick = 0; // everything due up to here has fired
    Clock::time_point m_lastAdvance;
    QBasicTimer m_pulse;
};

} // namespace sluice
