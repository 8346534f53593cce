#include "app/guicommand.h"

#include "app/consolecommand.h"
#include "app/exitcode.h"
#include "app/qtarguments.h"
#include <iostream>
#ifdef SLUICE_GUI
#include "app/consolesession.h"
#include "app/guisession.h"
#include "app/servecommand.h"
#include "app/settingflags.h"
#include "app/windowplatform.h"
#include "core/runtime/signalbridge.h"
#include <QApplication>
#include <cstdlib>
#include <functional>
#endif

namespace sluice {

#ifndef SLUICE_GUI

int serveWithWindow(const LoadedSettings&, ServerHost::Entry, QtArguments&)
{
    std::cerr << "sluice: this build has no window; run it without --gui.\n";
    return exitCouldNotStart;
}

int openConsole(const ConsoleOptions&, QtArguments&)
{
    std::cerr << "sluice: this build has no window; sluice drain --wait and sluice clients tell of "
                 "servers in a terminal.\n";
    return exitCouldNotStart;
}

#else

namespace {

bool isSet(const char* name)
{
    const char* value = std::getenv(name);
    return value && *value;
}

WindowPlatform choosePlatform(const QtArguments& arguments)
{
    const char* variable = std::getenv("QT_QPA_PLATFORM");
    const std::string asked
        = arguments.platform.empty() && variable ? variable : arguments.platform;
    return windowPlatform(asked, isSet("DISPLAY"), isSet("WAYLAND_DISPLAY"));
}

constexpr const char* noDisplayToServe
    = "sluice: --gui needs a display, and none can be reached; run it without --gui, or with "
      "-platform offscreen.\n";
constexpr const char* noDisplayForConsole
    = "sluice: the console needs a display, and none can be reached; sluice drain --wait and "
      "sluice clients need none.\n";

int sayNoDisplay(const char* sentence)
{
    std::cerr << sentence;
    return exitCouldNotStart;
}

void keepQuiet(QtMsgType, const QMessageLogContext&, const QString&) { }

// Runs with a QApplication, or says that there is no display.
int withWindow(QtArguments& arguments, const char* noDisplay, const std::function<int()>& run)
{
    const WindowPlatform platform = choosePlatform(arguments);
    if (platform.list.empty())
        return sayNoDisplay(noDisplay);
    qputenv("QT_QPA_PLATFORM", QByteArray::fromStdString(platform.list));
    auto count = static_cast<int>(arguments.qts.size());
    const auto loud = qInstallMessageHandler(keepQuiet); // of what it tries in vain
    const QApplication application(count, arguments.qts.data());
    qInstallMessageHandler(loud);
    const bool offscreen = QGuiApplication::platformName() == QLatin1String("offscreen");
    if (offscreen && !platform.offscreenWanted)
        return sayNoDisplay(noDisplay);
    return run();
}

} // namespace

int serveWithWindow(const LoadedSettings& loaded, ServerHost::Entry entry, QtArguments& arguments)
{
    return withWindow(arguments, noDisplayToServe, [&] {
        return runServer(loaded, entry, [&loaded](ServerHost& host, const SignalBridge& bridge) {
            return std::make_unique<GuiSession>(host, bridge, loaded);
        });
    });
}

int openConsole(const ConsoleOptions& options, QtArguments& arguments)
{
    const auto loaded = loadOrExplain({});
    if (!loaded)
        return exitBadUsage;
    return withWindow(arguments, noDisplayForConsole, [&] {
        prepareProcess(loaded->settings);
        const SignalBridge bridge; // before the threads of a server that may be started here
        ConsoleSession session(options, bridge, *loaded);
        return QApplication::exec();
    });
}

#endif

} // namespace sluice
