#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::drain {

enum class State : std::uint8_t { Serving, Announced, Draining, Evicting, Closing, Finished };
enum class Event : std::uint8_t {
    Request, // a drain with a delay before it
    RequestNow, // a drain without one
    DelayOver,
    Hurry, // second signal, or PATCH hurry
    RampReached, // drain_ramp before the deadline
    DeadlineReached,
    Force,
    LastClientLeft,
    GraceOver, // Closing has waited long enough
    Cancel
};

// Where an event leads, or why it is passed over. Never both.
struct Step {
    State to;
    std::string_view ignored; // empty: taken

    constexpr bool taken() const { return ignored.empty(); }
};

// The whole state machine: every pair of state and event is decided here.
constexpr Step next(State from, Event event)
{
    using enum State;
    const auto go = [](State to) { return Step { to, {} }; };
    const auto stay = [from](std::string_view why) { return Step { from, why }; };

    if (from == Finished)
        return stay("the drain is finished");
    if (from == Serving) {
        switch (event) {
        case Event::Request:
            return go(Announced);
        case Event::RequestNow:
            return go(Draining);
        case Event::Force:
            return go(Closing);
        default:
            return stay("no drain has begun");
        }
    }
    switch (event) {
    case Event::Request:
    case Event::RequestNow:
        return stay("joined the drain that has begun: its deadline stands");
    case Event::DelayOver:
        return from == Announced ? go(Draining) : stay("the delay is over already");
    case Event::Hurry:
        return from == Closing ? stay("the last clients are being closed already")
                               : go(Evicting); // in Evicting it moves the deadline
    case Event::RampReached:
        return from == Draining ? go(Evicting) : stay("only a draining server begins to evict");
    case Event::Force:
        return go(Closing); // in Closing it cuts the grace short
    case Event::DeadlineReached:
        return from == Closing ? stay("the last clients are being closed already") : go(Closing);
    case Event::LastClientLeft:
        return from == Announced ? stay("newcomers are still welcome during the delay")
                                 : go(Finished);
    case Event::GraceOver:
        return from == Closing ? go(Finished) : stay("only Closing has a grace period");
    case Event::Cancel:
        return from == Closing ? stay("clients are being closed: it is too late to cancel")
                               : go(Serving);
    }
    return stay("no such event");
}

constexpr std::string_view name(State state)
{
    switch (state) {
    case State::Serving:
        return "Serving";
    case State::Announced:
        return "Announced";
    case State::Draining:
        return "Draining";
    case State::Evicting:
        return "Evicting";
    case State::Closing:
        return "Closing";
    case State::Finished:
        return "Finished";
    }
    return {};
}

} // namespace sluice::drain
