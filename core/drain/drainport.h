#pragma once

#include "core/drain/drainplan.h"
#include <functional>

namespace sluice {

// What an I/O loop asks of the drain's owner. Every call returns at once; the answer is called
// later, once, in the thread of the loop that asked, or never when the process is ending.
class DrainPort {
public:
    virtual ~DrainPort() = default;
    virtual void requestDrain(DrainOrder order, std::function<void(DrainAnswer)> answer) = 0;
    virtual void planDrain(DrainOrder order, std::function<void(DrainPlan)> answer)
        = 0; // a dry run
    virtual void updateDrain(DrainUpdate update, std::function<void(DrainAnswer)> answer) = 0;
    virtual void cancelDrain(std::function<void(DrainAnswer)> answer) = 0;
    virtual void forceDrain(std::function<void(DrainAnswer)> answer) = 0;
    virtual void drainStatus(std::function<void(DrainStatus)> answer) = 0;
};

} // namespace sluice
