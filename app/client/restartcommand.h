#pragma once

#include "app/action.h"

namespace sluice {

// sluice restart: a new process takes the place of the running one.
void addRestartCommand(CLI::App& app, Action& action);

} // namespace sluice
