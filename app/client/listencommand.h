#pragma once

#include "app/action.h"

namespace sluice {

// `sluice listen`: prints what a server sends, and comes back when it goes away.
void addListenCommand(CLI::App& app, Action& action);

} // namespace sluice
