#pragma once

#include "app/action.h"

namespace sluice {

// listen, publish, clients, drain, healthcheck and bench.
void addClientCommands(CLI::App& app, Action& action);

} // namespace sluice
