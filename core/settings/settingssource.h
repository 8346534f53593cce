#pragma once

#include "core/settings/settings.h"
#include "core/settings/settingserror.h"
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sluice {

struct SettingRow;

// Everything that may say something about a setting. Plain, so that a test can say it too.
struct SettingsInput {
    std::vector<std::pair<std::string, std::string>> flags; // like_this → text; the last one counts
    std::string configFile; // empty: none
    std::map<std::string, std::string> environment;
};

// The settings that hold, and where each one comes from.
struct LoadedSettings {
    struct Value {
        const SettingRow* row;
        std::string text;
        std::string source; // --port, SLUICE_PORT, sluice.toml line 3, default
    };
    Settings settings;
    std::vector<Value> values; // in the order of the table
    std::vector<std::string> warnings; // whole sentences
    SettingsInput input; // what was read, to be read again
};

// Flags > environment (SLUICE_X, SLUICE_X_FILE, then bare names) > file > default. Either all is
// well, or every error is listed. Reads the files that are named; changes nothing.
std::variant<LoadedSettings, std::vector<SettingsError>> loadSettings(const SettingsInput& input);

std::map<std::string, std::string> processEnvironment();

} // namespace sluice
