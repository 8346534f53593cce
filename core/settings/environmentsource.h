#pragma once

#include "core/settings/settingserror.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

struct SettingRow;
using Environment = std::map<std::string, std::string>;

struct SourcedText {
    std::string text;
    std::string source;
};

// What the environment says about a setting: SLUICE_X, or for a secret the file that SLUICE_X_FILE
// names (its trailing newline cut), or the bare name. An empty variable says nothing.
std::optional<SourcedText> fromEnvironment(const SettingRow& row, const Environment& environment,
                                           std::vector<SettingsError>& errors);

// A sentence for each SLUICE_ variable that means nothing, but for those that Kubernetes sets in
// pods beside a Service named sluice.
std::vector<std::string> unknownVariables(const Environment& environment);

} // namespace sluice
