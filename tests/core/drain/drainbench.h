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
    explicit DrainBench(std::uint64_t clients, DrainController::Rules rules = {})
        : drain(rules, clock)
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
                         [this](const auto& outcome) { outcomes.push_back(outcome); });
        drain.setClients(clients);
    }
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
    std::vector<DrainController::Outcome> outcomes;
};

} // namespace sluice
