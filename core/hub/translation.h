#pragma once

#include "core/settings/settings.h"

namespace sluice {

// Makes sentences:: speak this language from now on. Main thread, with a QCoreApplication, before
// other threads start. False: the translation is missing from the binary.
bool installTranslation(Locale locale);

} // namespace sluice
