#pragma once

#include "core/settings/settingssource.h"
#include <optional>

namespace CLI {
class App;
}

namespace sluice {

// Adds --config and a flag for every row of the table to a command. What is given on the command
// line lands in `input`, which must outlive the parsing.
void addSettingFlags(CLI::App& command, SettingsInput& input);

// Loads, and tells standard error of every mistake and warning; nothing when there was a mistake.
std::optional<LoadedSettings> loadOrExplain(SettingsInput input);

} // namespace sluice
