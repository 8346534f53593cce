#pragma once

#include "core/settings/settingssource.h"
#include <initializer_list>
#include <optional>
#include <string_view>

namespace CLI {
class App;
}

namespace sluice {

// Adds --config and a flag for every row of the table, or for those named, to a command. What is
// given on the command line lands in `input`, which must outlive the parsing.
void addSettingFlags(CLI::App& command, SettingsInput& input,
                     std::initializer_list<std::string_view> only = {});

// Loads, and tells standard error of every mistake and warning; nothing when there was a mistake.
std::optional<LoadedSettings> loadOrExplain(SettingsInput input);

} // namespace sluice
