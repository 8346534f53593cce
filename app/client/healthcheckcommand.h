#pragma once

#include "app/action.h"

namespace sluice {

// `sluice healthcheck`: is the server ready? For containers and scripts.
void addHealthcheckCommand(CLI::App& app, Action& action);

} // namespace sluice
