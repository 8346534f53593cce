#pragma once

#include "core/settings/settingssource.h"
#include <string>

// The table of settings as people read it. Pure.
namespace sluice {

std::string settingsMarkdown(); // the README's table: setting, default, meaning
std::string settingsToml(); // a file that says everything and, being all comments, changes nothing
std::string describeSettings(const LoadedSettings& loaded); // name = value  (source)
std::string valueForPeople(const LoadedSettings::Value& value); // of a secret: ••••

} // namespace sluice
