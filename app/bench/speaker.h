#pragma once

#include "app/bench/benchclient.h"
#include "app/bench/benchplan.h"
#include "app/bench/followers.h"
#include "app/bench/httplink.h"
#include <deque>
#include <string>
#include <vector>

namespace sluice::bench {

// One publisher that says numbered messages at a steady rate, each of them once: what got no
// answer, or one of 5xx, it says again under the same Idempotency-Key until it is accepted, and
// only then the next. What it can not go on with is a sentence in failure().
class Speaker final : private LinkOwner {
public:
    Speaker(const Plan& plan, const std::vector<Followers::Door>& doors, Poller& poller);

    void start() { m_stopped = false; }
    void act(Clock::time_point now); // says what is due
    void stop() { m_stopped = true; } // after the message under way

    [[nodiscard]] Clock::time_point nextAct() const;
    [[nodiscard]] bool isSilent() const { return m_stopped && !m_underWay; }
    [[nodiscard]] std::uint32_t accepted() const { return m_accepted; } // numbers below this are
    [[nodiscard]] std::uint64_t repeats() const { return m_repeats; }
    [[nodiscard]] Clock::time_point begun(std::uint32_t sequence) const
    {
        return m_begun[sequence];
    }
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_begun.size()); }
    [[nodiscard]] const std::string& failure() const { return m_failure; }
    [[nodiscard]] const std::string& lastTrouble() const { return m_lastTrouble; }

private:
    void onAnswer(HttpLink& link, int status, std::string_view body) override;
    void onBroken(HttpLink& link, const std::string& why) override;
    void watch(HttpLink& link) override;
    void say();
    void sayAgainLater(const std::string& why);

    const Plan& m_plan;
    Poller& m_poller;
    const Clock::duration m_interval;
    std::deque<HttpLink> m_links; // by door
    std::vector<std::string> m_heads; // of a request, by door
    std::vector<Clock::time_point> m_begun; // when it was first said, by sequence
    std::size_t m_door = 0;
    std::optional<Clock::time_point> m_again; // when to repeat the message under way
    Clock::time_point m_next {}; // when the next one is due
    std::uint32_t m_accepted = 0;
    std::uint64_t m_repeats = 0;
    std::string m_failure;
    std::string m_lastTrouble;
    bool m_underWay = false;
    bool m_stopped = true;
};

} // namespace sluice::bench
