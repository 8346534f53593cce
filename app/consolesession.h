#pragma once

#include "core/runtime/clock.h"
#include "core/serverhost.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverroster.h"
#include "gui/windowmemory.h"
#include <QObject>
#include <memory>
#include <optional>
#include <variant>

namespace sluice {

class Console;
class SignalBridge;
struct ConsoleOptions;
struct LoadedSettings;

// The window onto servers elsewhere; and onto one in this process, once an operator starts it.
// Ends the application when the window is closed. Main thread, with a QApplication.
class ConsoleSession final : public QObject {
    Q_OBJECT
public:
    ConsoleSession(const ConsoleOptions& options, const SignalBridge& bridge,
                   const LoadedSettings& loaded);

private:
    void openServers(const ConsoleOptions& options);
    void watch(int row);
    void report(const Console& console) const;
    std::variant<std::unique_ptr<AdminLink>, QString> startHere();
    void onSignal();
    void onServerEnded(int exitCode);
    void leave();

    const LoadedSettings& m_loaded;
    Clock m_clock;
    Language m_language;
    std::unique_ptr<ServerHost> m_host; // of a server that was started here; outlives its line
    ServerRoster m_roster;
    ProfileStore m_profiles;
    ServerDesk m_desk;
    std::unique_ptr<MainWindow> m_window; // made when the language is known
    std::unique_ptr<WindowMemory> m_memory; // of how it was left; before it goes
    std::optional<int> m_exitCode; // once the server that was started here has ended
};

} // namespace sluice
