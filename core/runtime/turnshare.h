#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>

namespace sluice {

// What some may take of each turn of a loop all together, so that the others' messages do not wait
// behind them, however many they are: strangers with their requests and handshakes, clients with
// what is left of a flood. Whoever comes when the share is used up is served in a later turn, in
// the order of asking. Loop's thread. Pure.
class TurnShare {
public:
    class Member {
    public:
        virtual void haveTurn(std::uint32_t events) = 0; // it may leave, and be gone then

    protected:
        virtual ~Member() = default;

    private:
        friend class TurnShare;
        bool m_waits = false;
    };

    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::microseconds usual { 1000 };

    explicit TurnShare(std::function<Time()> now = std::chrono::steady_clock::now,
                       std::chrono::microseconds share = usual);

    void begin(); // a turn; those who waited come first
    void ask(Member& member, std::uint32_t events); // now, or as soon as it can be
    void leave(Member& member);
    std::size_t waiting() const { return m_line.size(); }

private:
    struct Place {
        Member* member; // null: it has left
        std::uint32_t events;
    };

    void serve(Member& member, std::uint32_t events);
    bool isUsedUp() const { return m_used >= m_share; }

    std::function<Time()> m_now;
    std::chrono::nanoseconds m_share;
    std::chrono::nanoseconds m_used { 0 };
    std::deque<Place> m_line;
};

} // namespace sluice
