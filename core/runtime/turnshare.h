#pragma once

#include "core/runtime/restraint.h"
#include <cstddef>
#include <cstdint>
#include <deque>

namespace sluice {

// What some may take of each turn of a loop all together, so that the others' messages do not wait
// behind them, however many they are. Whoever comes when the share is used up, or during a pause,
// is served later, in the order of asking. Loop's thread. Pure.
class TurnShare {
public:
    class Member {
    public:
        virtual void haveTurn(std::uint32_t events) = 0; // it may leave, and be gone then
        // Until then its descriptor has to be silent: the loop shall sleep in a pause.
        virtual void holdBack() = 0;

    protected:
        virtual ~Member() = default;

    private:
        friend class TurnShare;
        TurnShare* m_share = nullptr; // where it waits
        bool m_isHeld = false;
    };

    static constexpr std::chrono::milliseconds usual { 1 };

    explicit TurnShare(Restraint& restraint) : m_restraint(restraint) { }

    void begin(); // a turn; those who waited come first
    // Now, or as soon as it can be. Who waits at another share already goes on waiting there.
    void ask(Member& member, std::uint32_t events);
    static void leave(Member& member); // wherever it waits
    std::size_t waiting() const { return m_line.size(); }

private:
    struct Place {
        Member* member; // null: it has left
        std::uint32_t events;
    };

    void serve(Member& member, std::uint32_t events);
    bool isOpen() const { return m_used < usual && !m_restraint.isPausing(); }

    Restraint& m_restraint;
    Restraint::Duration m_used { 0 }; // of this turn
    std::deque<Place> m_line;
};

} // namespace sluice
