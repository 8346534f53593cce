#pragma once

#include "core/serverhost.h"
#include "core/settings/settingssource.h"
#include <QObject>
#include <functional>
#include <memory>

namespace sluice {

class SignalBridge;

// Runs the server until it has drained; makes its own QCoreApplication. Returns the exit code.
int serve(const LoadedSettings& loaded, ServerHost::Entry entry, int& argc, char** argv);

// The log as the settings want it, and what the server says in its language.
void prepareProcess(const Settings& settings);

// Makes what goes with a server that listens, such as a window. It lives until the application
// exits, and has the last word on when that is: also for signals that the server, which may have
// ended, does not hear any more.
using Companion
    = std::function<std::unique_ptr<QObject>(ServerHost& host, const SignalBridge& signals)>;

// The same within an application that is there already.
int runServer(const LoadedSettings& loaded, ServerHost::Entry entry, const Companion& companion);

} // namespace sluice
