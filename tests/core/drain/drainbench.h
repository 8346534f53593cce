#pragma once

#include "core/drain/draincontroller.h"
#include "tests/support/manualclock.h"
#include <vector>

namespace sluice {

struct Report {
    std::uint64_t clients;
    std::chrono::milliseconds remaining;
    bool operator==(const Report&) const = default;
};

// A controller, its clock, and all it said.
struct DrainBench {
    explicit DrainBench(std::uint64_t clients, const DrainRules& rules = {})
        : drain(rules, clock, [this] { return refused; })
    {
        QObject::connect(&drain, &DrainController::stateChanged, &drain,
                         [this](drain::State to) { states.push_back(to); });
        QObject::connect(&drain, &DrainController::ignored, &drain,
                         [this](const QString& why) { ignored.push_back(why); });
        QObject::connect(&drain, &DrainController::signalled, &drain,
                         [this](int, const QString& nextOne) { notes.push_back(nextOne); });
        QObject::connect(&drain, &DrainController::progress, &drain,
                         [this](std::uint64_t left, std::chrono::milliseconds time) {
                             reports.push_back({ left, time });
                         });
        QObject::connect(&drain, &DrainController::timedOut, &drain,
                         [this](std::uint64_t left) { timeouts.push_back(left); });
        QObject::connect(&drain, &DrainController::finished, &drain,
                         [this](const DrainStatus& outcome) {
                             outcomes.push_back(outcome);
                             took = drain.elapsed();
                         });
        QObject::connect(&drain, &DrainController::evictionPlanned, &drain,
                         [this](milliseconds over) { evictions.push_back(over); });
        QObject::connect(&drain, &DrainController::planMoved, &drain, [this] { ++moves; });
        QObject::connect(&drain, &DrainController::abortRemaining, &drain, [this] { ++aborts; });
        setClients(clients);
    }
    // Lets clients come, or leave by themselves, until there are so many.
    void setClients(std::uint64_t clients)
    {
        while (drain.clients() < clients)
            drain.clientJoined();
        leave(drain.clients() - clients);
    }
    void leave(std::uint64_t count, LeftBy by = LeftBy::Itself, std::uint64_t lostOctets = 0)
    {
        for (; count > 0; --count)
            drain.clientLeft(by, lostOctets);
    }
    DrainAnswer request(const std::string& reason = "api")
    {
        return drain.request({ {}, {}, {}, reason });
    }
    DrainAnswer hurry() { return drain.update({ {}, {}, true }); }
    using milliseconds = std::chrono::milliseconds;
    // Lets time pass in steps as short as the controller's own.
    void pass(std::chrono::milliseconds time,
              std::chrono::milliseconds step = std::chrono::milliseconds(50))
    {
        for (std::chrono::milliseconds gone {}; gone < time; gone += step) {
            clock.pass(step);
            drain.tick();
        }
    }

    support::ManualClock clock;
    DrainController drain;
    std::vector<drain::State> states;
    std::vector<QString> ignored;
    std::vector<QString> notes;
    std::vector<Report> reports;
    std::vector<std::uint64_t> timeouts;
    std::vector<DrainStatus> outcomes;
    std::vector<milliseconds> evictions;
    milliseconds took {};
    std::uint64_t refused = 0;
    int moves = 0;
    int aborts = 0;
};

} // namespace sluice
