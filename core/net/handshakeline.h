#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

namespace sluice {

// The connections of all loops that have not yet said what they want, in the order in which they
// came; who goes from a lobby to a loop comes anew. When there are too many, who has waited longest
// makes room. O(1) throughout; any thread: the stations of each loop, and of each lobby, use it
// through a Wing.
class HandshakeLine {
    struct Link {
        Link* before = this;
        Link* behind = this;
        void insertBefore(Link& other);
        void remove();
        bool isAlone() const { return behind == this; }
    };

public:
    class Wing;
    // The loop has others to serve, and more may be chosen as fast as these go.
    static constexpr std::size_t atATime = 64;

    // Somebody who may stand in the line. Its loop's; it leaves before it is destroyed.
    class Waiter : private Link {
    public:
        Waiter() = default;
        Waiter(const Waiter&) = delete;
        Waiter& operator=(const Waiter&) = delete;
        // Its turn to make room has come, in its own loop. May destroy it.
        virtual void makeRoom() = 0;

    protected:
        virtual ~Waiter() = default;

    private:
        friend class HandshakeLine;
        Wing* m_wing = nullptr; // null: not in line; set by its loop, with the line's mutex
        bool m_isChosen = false; // guarded by the line's mutex
    };

    // The line as one loop sees it.
    class Wing {
    public:
        // `call` is called in any thread, and has clear() called in this loop soon.
        Wing(HandshakeLine& line, std::function<void()> call);
        // Nobody of the loop stands in the line any more when it goes.
        Wing(const Wing&) = delete;
        Wing& operator=(const Wing&) = delete;

        // Goes to the end of the line, of which `most` may wait.
        void enter(Waiter& waiter, std::size_t most);
        void leave(Waiter& waiter); // no matter whether it stands there
        // Those of the loop who have been chosen make room, unless they have left meanwhile: some
        // of them, and for the others it calls again. Returns how many did.
        std::size_t clear();
        std::uint64_t report(std::chrono::steady_clock::time_point now); // the line's

    private:
        friend class HandshakeLine;
        HandshakeLine& m_line;
        const std::function<void()> m_call;
        // Guarded by the line's mutex.
        Link m_chosen;
        bool m_isCalled = false; // and has not cleared all yet
    };

    std::size_t size() const;
    // How many made room since the last report, once a second at most; else 0.
    std::uint64_t report(std::chrono::steady_clock::time_point now);

private:
    void chooseFirst();
    static Waiter& waiterOf(Link& link) { return static_cast<Waiter&>(link); }

    mutable std::mutex m_mutex; // of all links
    Link m_first; // the line is a ring through here
    std::size_t m_size = 0;
    std::uint64_t m_unreported = 0;
    std::chrono::steady_clock::time_point m_nextReport;
};

} // namespace sluice
