#pragma once

#include "app/action.h"

namespace sluice {

// `sluice publish`: one message over HTTP.
void addPublishCommand(CLI::App& app, Action& action);

} // namespace sluice
