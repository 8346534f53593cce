#pragma once

#include "core/runtime/clock.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverroster.h"
#include "gui/windowmemory.h"
#include <QObject>
#include <optional>

namespace sluice {

class ServerHost;
class SignalBridge;
struct LoadedSettings;

// The window onto the server of this process: opens it, and ends the process when the server has
// ended and its outcome was seen. Main thread, with a QApplication; goes before the host does.
class GuiSession final : public QObject {
    Q_OBJECT
public:
    GuiSession(ServerHost& host, const SignalBridge& bridge, const LoadedSettings& loaded);

private:
    void onFinished(int exitCode);
    void onOutcomeSeen();

    Clock m_clock;
    Language m_language;
    ServerRoster m_roster;
    ProfileStore m_profiles;
    ServerDesk m_desk;
    std::unique_ptr<MainWindow> m_window; // made when the language is known
    std::unique_ptr<WindowMemory> m_memory;
    std::optional<int> m_exitCode; // once the server has ended
};

} // namespace sluice
