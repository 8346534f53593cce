#include "app/guicommand.h"

#include "app/exitcode.h"
#include "app/qtarguments.h"
#include <iostream>
#ifdef SLUICE_GUI
#include "app/guisession.h"
#include "app/servecommand.h"
#include "app/windowplatform.h"
#include <QApplication>
#include <cstdlib>
#endif

namespace sluice {

#ifndef SLUICE_GUI

int serveWithWindow(const LoadedSettings&, ServerHost::Entry, QtArguments&)
{
    std::cerr << "sluice: this build has no window; run it without --gui.\n";
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

int sayNoDisplay()
{
    std::cerr << "sluice: --gui needs a display, and none can be reached; run it without --gui, or "
                 "with -platform offscreen.\n";
    return exitCouldNotStart;
}

void keepQuiet(QtMsgType, const QMessageLogContext&, const QString&) { }

} // namespace

int serveWithWindow(const LoadedSettings& loaded, ServerHost::Entry entry, QtArguments& arguments)
{
    const WindowPlatform platform = choosePlatform(arguments);
    if (platform.list.empty())
        return sayNoDisplay();
    qputenv("QT_QPA_PLATFORM", QByteArray::fromStdString(platform.list));
    auto count = static_cast<int>(arguments.qts.size());
    const auto loud = qInstallMessageHandler(keepQuiet); // of what it tries in vain
    const QApplication application(count, arguments.qts.data());
    qInstallMessageHandler(loud);
    const bool offscreen = QGuiApplication::platformName() == QLatin1String("offscreen");
    if (offscreen && !platform.offscreenWanted)
        return sayNoDisplay();
    return runServer(loaded, entry, [&loaded](ServerHost& host, const SignalBridge& bridge) {
        return std::make_unique<GuiSession>(host, bridge, loaded);
    });
}

#endif

} // namespace sluice
