#pragma once

#include "core/settings/settingkind.h"

// Kinds of settings that only the rows on access need.
namespace sluice::kinds {

SettingKind clientTokens(std::vector<ClientToken> Settings::*field);
SettingKind jwtSecret(std::string Settings::*field); // or nothing
SettingKind networks(std::vector<Subnet> Settings::*field);

} // namespace sluice::kinds
