#pragma once

#include "app/action.h"

namespace sluice {

// `sluice clients`: who is connected.
void addClientsCommand(CLI::App& app, Action& action);

} // namespace sluice
