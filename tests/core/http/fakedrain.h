#pragma once

#include "core/drain/drainport.h"
#include <string>
#include <utility>
#include <vector>

namespace sluice {

// Notes every order and answers each at once with `outcome`, as a server with three clients left.
class FakeDrain final : public DrainPort {
public:
    std::vector<std::string> orders; // that would change something
    DrainOrder order; // the last one asked for or planned
    DrainUpdate update;
    DrainAnswer::Outcome outcome = DrainAnswer::Outcome::Done;
    std::vector<std::string> adjustments;

    void requestDrain(DrainOrder wanted, std::function<void(DrainAnswer)> answer) override
    {
        order = std::move(wanted);
        note("request", answer);
    }
    void planDrain(DrainOrder wanted, std::function<void(DrainPlan)> answer) override
    {
        order = std::move(wanted);
        answer({ std::chrono::seconds(60), {}, std::chrono::seconds(30), "test", adjustments });
    }
    void updateDrain(DrainUpdate wanted, std::function<void(DrainAnswer)> answer) override
    {
        update = wanted;
        note("update", answer);
    }
    void cancelDrain(std::function<void(DrainAnswer)> answer) override { note("cancel", answer); }
    void forceDrain(std::function<void(DrainAnswer)> answer) override { note("force", answer); }
    void drainStatus(std::function<void(DrainStatus)> answer) override { answer(status()); }

private:
    static DrainStatus status()
    {
        DrainStatus status;
        status.state = drain::State::Draining;
        status.reason = "test";
        status.figures = { 5, 3, 2, 0, 0, 1, 0 };
        return status;
    }
    void note(const char* what, const std::function<void(DrainAnswer)>& answer)
    {
        orders.emplace_back(what);
        answer({ outcome, "the clock ran out", adjustments, status() });
    }
};

} // namespace sluice
