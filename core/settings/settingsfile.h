#pragma once

#include "core/settings/settingserror.h"
#include <string>
#include <string_view>
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
// The same of a text that has been read; `path` is what the sources call it. Pure.
SettingsFile parseSettingsFile(std::string_view text, const std::string& path);

} // namespace sluice
