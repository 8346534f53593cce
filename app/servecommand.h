#pragma once

#include "core/settings/settingssource.h"

namespace sluice {

// Runs the server until it has drained; makes its own QCoreApplication. Returns the exit code.
int serve(const LoadedSettings& loaded, int& argc, char** argv);

} // namespace sluice
