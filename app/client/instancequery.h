#pragma once

#include "core/cluster/takeoverwire.h"
#include <chrono>
#include <optional>
#include <string>

namespace sluice {

// Asks the instance at a control socket who it is. Blocks for `patience` at most; commands only.
struct InstanceQuery {
    InstanceQuery(const std::string& path, std::chrono::milliseconds patience);

    std::optional<takeover::Instance> instance;
    std::string why; // a sentence, when there is none
};

} // namespace sluice
