#pragma once

#include "app/action.h"

namespace sluice {

// `sluice bench`: load from this process, every frame checked.
void addBenchCommand(CLI::App& app, Action& action);

} // namespace sluice
