#pragma once

#include "core/serverhost.h"
#include "core/settings/settingssource.h"

namespace sluice {

struct ConsoleOptions;
struct QtArguments;

// Runs the server like serve(), with the operator's window. Without a display, or in a build
// without the window, it says so in one sentence and returns exitCouldNotStart.
int serveWithWindow(const LoadedSettings& loaded, ServerHost::Entry entry, QtArguments& arguments);

// Opens the window onto servers elsewhere; under the same conditions.
int openConsole(const ConsoleOptions& options, QtArguments& arguments);

} // namespace sluice
