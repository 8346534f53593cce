#pragma once

#include <chrono>
#include <functional>

namespace sluice {

// Keeps work that could go on without end from filling all of a thread's time. Where more threads
// have work than there are processors, one that never sleeps waits for whole time slices of the
// others, and everything else it has to do with it; one that sleeps half of the time is let in as
// soon as it wakes. Where the thread has a processor for itself, nothing is kept back. Its thread
// only. Pure.
class Restraint {
public:
    using Duration = std::chrono::nanoseconds;
    struct Clocks {
        std::function<Duration()> wall;
        std::function<Duration()> processor; // what the calling thread has had of one
    };
    static Clocks clocks();

    // For so long it was ready to run, and did not: that is remembered for a while.
    static constexpr std::chrono::microseconds noticed { 500 };
    static constexpr std::chrono::seconds remembered { 1 };
    static constexpr std::chrono::milliseconds span { 2 }; // a part of it is worked at a stretch

    // What is kept back has a half of the thread's time, or the `part`th part. `pause` shall see to
    // it that goOn() is called in a millisecond or so.
    explicit Restraint(std::function<void()> pause, Clocks now = clocks(), int part = 2);

    // Around each piece of work; done() returns how long it took.
    Duration start();
    Duration done(Duration started);
    void rest(); // what comes next is no work: the thread may sleep
    bool isPausing() const { return m_isPausing; }
    void goOn() { m_isPausing = false; }

private:
    bool isCrowded(Duration now);

    std::function<void()> m_pause;
    Clocks m_clocks;
    int m_part;
    Duration m_most; // of credit
    Duration m_credit;
    Duration m_last { 0 }; // end of work
    Duration m_crowdedUntil { 0 };
    Duration m_awakeSince { 0 }; // wall
    Duration m_ranBefore { 0 }; // on a processor, until then
    bool m_isAwake = false;
    bool m_isPausing = false;
};

} // namespace sluice
