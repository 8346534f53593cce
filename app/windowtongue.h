#pragma once

#include "gui/look/language.h"

namespace sluice {

struct LoadedSettings;

// What a window speaks: the setting `locale` where somebody has set it, else the desktop's
// language.
Language::Tongue windowTongue(const LoadedSettings& loaded);

} // namespace sluice
