#pragma once

#include <atomic>
#include <memory>
#include <vector>

namespace sluice {

// Wakes a thread: an eventfd that its event loop watches. Shared by those who ring it, so that it
// outlives the last ring. Any thread.
class Bell {
public:
    Bell();
    ~Bell();
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

    int descriptor() const { return m_fd; }
    void ring() const;
    void quieten() const; // before looking for what it was rung for

private:
    int m_fd = -1;
    mutable std::atomic<bool> m_rung { false }; // since it was quietened
};
using SharedBell = std::shared_ptr<const Bell>;

// While one stands in a thread, the bells rung there with ringAtTurnsEnd() wait for its end: a turn
// that has ten letters for a thread wakes it once, and does not compete with it for the processor
// meanwhile. Its thread must not wait for an answer inside.
class BellTurn {
public:
    BellTurn();
    ~BellTurn();
    BellTurn(const BellTurn&) = delete;
    BellTurn& operator=(const BellTurn&) = delete;

    static void ringAtTurnsEnd(const SharedBell& bell); // at once, when there is no turn
    static void ringHeld(); // now, because this thread is about to wait

private:
    std::vector<SharedBell> m_held;
    BellTurn* m_outer;
};

} // namespace sluice
