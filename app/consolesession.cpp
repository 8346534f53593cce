#include "app/consolesession.h"

#include "app/consolecommand.h"
#include "app/serverlinks.h"
#include "app/windowtongue.h"
#include "core/admin/adminlink.h"
#include "core/observe/eventlog.h"
#include "core/runtime/signalbridge.h"
#include "core/settings/settingssource.h"
#include "gui/console.h"
#include "gui/look/appearance.h"
#include "gui/servers/contactwords.h"
#include <QApplication>

namespace sluice {

ConsoleSession::ConsoleSession(const ConsoleOptions& options, const SignalBridge& bridge,
                               const LoadedSettings& loaded)
    : m_loaded(loaded),
      m_desk(m_roster, m_profiles, m_clock, { linkTo, isServerUrl, [this] { return startHere(); } })
{
    QApplication::setApplicationName(QStringLiteral("Sluice"));
    QApplication::setDesktopFileName(QStringLiteral("sluice-console")); // its icon in the taskbar
    QApplication::setQuitOnLastWindowClosed(false); // a server started here may go on
    appearance::apply(appearance::preferred());
    if (!m_language.speak(windowTongue(loaded)))
        eventlog::write(LogLevel::Warning, "console", "translation_missing",
                        "The translation of the window could not be loaded.");
    m_window = std::make_unique<MainWindow>(m_roster, m_language);
    m_window->setServerDesk(m_desk);
    connect(&m_roster, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int row) { watch(row); });
    connect(&bridge, &SignalBridge::terminationRequested, this, &ConsoleSession::onSignal);
    connect(m_window.get(), &MainWindow::outcomeSeen, this, &ConsoleSession::leave);
    connect(m_window.get(), &MainWindow::hiddenByOperator, this, [] {
        eventlog::write(LogLevel::Info, "console", "window_closed",
                        "The window is closed; the server in this process goes on.");
    });
    openServers(options);
    // Afterwards: a page and a list of servers want servers.
    m_memory = std::make_unique<WindowMemory>(WindowMemory::ownFile(), *m_window, m_language);
    m_window->show();
    eventlog::write(LogLevel::Info, "console", "console_opened", "The console is open.",
                    { { "servers", std::int64_t { m_roster.count() } } });
}

void ConsoleSession::openServers(const ConsoleOptions& options)
{
    if (options.urls.empty())
        m_desk.openSaved();
    for (const std::string& url : options.urls) {
        ServerProfile profile = m_desk.saved(QString::fromStdString(url));
        const ServerTrust trust = options.trust.trust();
        if (!trust.authorityFile.isEmpty())
            profile.authorityFile = trust.authorityFile;
        if (!trust.pin.isEmpty())
            profile.pin = trust.pin;
        m_desk.open(profile, options.token);
    }
}

void ConsoleSession::watch(int row)
{
    const Console& console = m_roster.console(row);
    connect(&console, &Console::contactChanged, this, [this, &console] { report(console); });
}

// For whoever reads along in a terminal, or afterwards.
void ConsoleSession::report(const Console& console) const
{
    const int row = m_roster.rowOf(console);
    const QString state = contactwords::readable(console);
    const bool away = !console.isFresh() && !console.trouble().isEmpty();
    const std::string name = m_roster.nameOf(row).toStdString();
    std::string sentence = name + ": " + state.toStdString();
    if (away)
        sentence += ", " + console.trouble().toStdString();
    eventlog::write(LogLevel::Info, "console", "contact", sentence + '.',
                    { { "server", name },
                      { "url", m_roster.profile(row).url.toStdString() },
                      { "state", state.toStdString() } });
}

std::variant<std::unique_ptr<AdminLink>, QString> ConsoleSession::startHere()
{
    m_host = std::make_unique<ServerHost>(m_loaded.settings);
    if (const auto why = m_host->start()) {
        m_host.reset();
        return QString::fromStdString(*why);
    }
    connect(m_host.get(), &ServerHost::finished, this, &ConsoleSession::onServerEnded);
    return m_host->adminLink();
}

// As at any server: the first signal drains, further ones hurry. Without a server it is the end.
void ConsoleSession::onSignal()
{
    if (m_host && !m_exitCode)
        m_host->onTerminationSignal();
    else
        leave();
}

void ConsoleSession::onServerEnded(int exitCode)
{
    m_exitCode = exitCode;
    if (!m_window->isVisible())
        leave();
    else if (m_window->isLeaving() || m_roster.count() == 1)
        m_window->showOutcome();
}

void ConsoleSession::leave()
{
    QApplication::exit(m_exitCode.value_or(0));
}

} // namespace sluice
