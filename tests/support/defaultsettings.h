#pragma once

#include "core/settings/settingssource.h"

namespace sluice::support {

// What holds when nobody says anything.
inline Settings defaultSettings()
{
    return std::get<LoadedSettings>(loadSettings({})).settings;
}

} // namespace sluice::support
