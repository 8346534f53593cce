#include "app/guisession.h"

#include "app/serverlinks.h"
#include "app/windowtongue.h"
#include "core/observe/eventlog.h"
#include "core/runtime/signalbridge.h"
#include "core/serverhost.h"
#include "core/settings/settingssource.h"
#include "gui/console.h"
#include "gui/look/appearance.h"
#include <QApplication>

namespace sluice {

GuiSession::GuiSession(ServerHost& host, const SignalBridge& bridge, const LoadedSettings& loaded)
    : m_desk(m_roster, m_profiles, m_clock, { linkTo, isServerUrl, {} })
{
    Console& console = m_roster.add({}, std::make_unique<Console>(host.adminLink(), m_clock));
    QApplication::setApplicationName(QStringLiteral("Sluice"));
    QApplication::setDesktopFileName(QStringLiteral("sluice-console")); // its icon in the taskbar
    QApplication::setQuitOnLastWindowClosed(false); // the server goes on
    appearance::apply(appearance::preferred());
    if (!m_language.speak(windowTongue(loaded)))
        eventlog::write(LogLevel::Warning, "server", "translation_missing",
                        "The translation of the window could not be loaded.");
    m_window = std::make_unique<MainWindow>(m_roster, m_language);
    m_memory = std::make_unique<WindowMemory>(WindowMemory::ownFile(), *m_window, m_language);
    m_window->setServerDesk(m_desk);
    connect(&host, &ServerHost::finished, this, &GuiSession::onFinished);
    // Who signals now has seen enough.
    connect(&bridge, &SignalBridge::terminationRequested, this, &GuiSession::onOutcomeSeen);
    connect(m_window.get(), &MainWindow::outcomeSeen, this, &GuiSession::onOutcomeSeen);
    connect(m_window.get(), &MainWindow::hiddenByOperator, this, [] {
        eventlog::write(LogLevel::Info, "server", "window_closed",
                        "The window is closed; the server goes on in the background.");
    });
    console.open();
    m_window->show();
}

void GuiSession::onFinished(int exitCode)
{
    m_exitCode = exitCode;
    if (m_window->isVisible())
        m_window->showOutcome();
    else
        QApplication::exit(exitCode);
}

void GuiSession::onOutcomeSeen()
{
    if (m_exitCode)
        QApplication::exit(*m_exitCode);
}

} // namespace sluice
