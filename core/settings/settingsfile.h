#pragma once

#include "core/settings/settingserror.h"
#include <string>
#include <vector>

namespace sluice {

// What a TOML file says, as texts: `mirror = true` is { "mirror", "true", "sluice.toml line 3" }.
struct SettingsFile {
    struct Line {
        std::string name;
        std::string text;
        std::string source;
    };
    std::vector<Line> lines; // of known settings only
    std::vector<SettingsError>
        errors; // unreadable, not TOML, unknown names, values of another shape
};

SettingsFile readSettingsFile(const std::string& path);

} // namespace sluice
