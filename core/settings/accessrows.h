#pragma once

#include "core/settings/settingstable.h"
#include <vector>

namespace sluice {

// The rows of the settings table that say who may enter and how much, apart from the others by
// their number alone. All of them are reloadable.
std::vector<SettingRow> limitRows();
std::vector<SettingRow> accessRows();

} // namespace sluice
