#pragma once

#include "app/action.h"
#include "core/settings/settingssource.h"

namespace sluice {

// Adds `sluice token make|check|random`.
void addTokenCommand(CLI::App& app, SettingsInput& input, Action& action);

} // namespace sluice
