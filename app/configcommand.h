#pragma once

#include "app/action.h"
#include "core/settings/settingssource.h"

namespace sluice {

// sluice config check|show|default|table
void addConfigCommand(CLI::App& app, SettingsInput& input, Action& action);

} // namespace sluice
