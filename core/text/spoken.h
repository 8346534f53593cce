#pragma once

#include <chrono>
#include <string>

namespace sluice {

// "30 minutes", "1 hour", "90 seconds", "1.5 seconds": as a person says it. Pure.
std::string spoken(std::chrono::milliseconds duration);

} // namespace sluice
