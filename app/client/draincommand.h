#pragma once

#include "app/action.h"

namespace sluice {

// `sluice drain`: begins, follows, hurries, cancels or forces a server's drain.
void addDrainCommand(CLI::App& app, Action& action);

} // namespace sluice
