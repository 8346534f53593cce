#include "gui/servers/serverdesk.h"

#include "gui/console.h"
#include "gui/servers/serverdialog.h"
#include "gui/servers/serverroster.h"
#include "gui/servers/tokenfile.h"
#include "gui/widgets/confirmation.h"
#include <QPointer>
#include <algorithm>
#include <utility>

namespace sluice {

ServerDesk::ServerDesk(ServerRoster& roster, ProfileStore& store, const Clock& clock,
                       ServerServices services, QObject* parent)
    : QObject(parent), m_roster(roster), m_store(store), m_clock(clock),
      m_services(std::move(services))
{
}

void ServerDesk::openSaved()
{
    const auto profiles = m_store.all();
    for (const ServerProfile& profile : profiles)
        if (accepts(profile.url)) // else somebody has edited the file by hand
            open(profile);
}

ServerProfile ServerDesk::saved(const QString& url) const
{
    const auto profiles = m_store.all();
    const auto found = std::find_if(profiles.begin(), profiles.end(),
                                    [&](const ServerProfile& each) { return each.url == url; });
    if (found != profiles.end())
        return *found;
    ServerProfile fresh;
    fresh.url = url;
    return fresh;
}

bool ServerDesk::isTaken(const QString& url, int butRow) const
{
    for (int row = 0; row < m_roster.count(); ++row)
        if (row != butRow && m_roster.profile(row).url == url)
            return true;
    return false;
}

Console& ServerDesk::open(const ServerProfile& profile, const QString& token)
{
    return put(m_roster.count(), profile, token);
}

std::unique_ptr<AdminLink> ServerDesk::lineTo(const ServerProfile& profile, const QString& token,
                                              QString& problem) const
{
    QString shown = token;
    if (shown.isEmpty() && !profile.tokenFile.isEmpty()) {
        const TokenFile file = TokenFile::read(profile.tokenFile);
        shown = file.token;
        problem = file.problem;
    }
    return m_services.link(profile, shown);
}

std::unique_ptr<Console> ServerDesk::consoleFor(const ServerProfile& profile, const QString& token,
                                                QString& problem)
{
    return std::make_unique<Console>(lineTo(profile, token, problem), m_clock,
                                     Console::Persistence::ComesBack);
}

Console& ServerDesk::put(int row, const ServerProfile& profile, const QString& token)
{
    QString problem;
    Console& console = m_roster.insert(row, profile, consoleFor(profile, token, problem));
    if (!token.isEmpty())
        m_typed.insert(&console, token);
    console.open();
    if (!problem.isEmpty())
        Q_EMIT said(MessageBar::Kind::Failure, problem, row);
    return console;
}

void ServerDesk::replace(int row, const ServerProfile& profile, const QString& token)
{
    m_typed.remove(&m_roster.console(row));
    put(row + 1, profile, token); // the former one's view gives way to it
    m_roster.remove(row);
}

void ServerDesk::askForNew(QWidget* window)
{
    auto* dialog = new ServerDialog(*this, -1, {}, {}, window);
    connect(dialog, &ServerDialog::ordered, this,
            [this](ServerProfile profile, const QString& token) {
                profile.key = saved(profile.url).key; // it may be kept, though it is not open
                m_store.put(profile);
                open(profile, token);
                Q_EMIT opened(m_roster.count() - 1);
            });
    dialog->open();
}

void ServerDesk::askForChange(int row, QWidget* window)
{
    const QPointer<const Console> console = &m_roster.console(row);
    const ServerProfile before = m_roster.profile(row);
    const QString known = m_typed.value(console);
    auto* dialog = new ServerDialog(*this, row, before, known, window);
    connect(dialog, &ServerDialog::ordered, this,
            [this, console, before, known](ServerProfile profile, const QString& token) {
                const int now = console ? m_roster.rowOf(*console) : -1;
                if (now < 0) // gone meanwhile
                    return;
                profile.key = before.key;
                m_store.put(profile);
                if (profile.url == before.url && profile.tokenFile == before.tokenFile
                    && profile.authorityFile == before.authorityFile && profile.pin == before.pin
                    && token == known && console->contact() != Console::Contact::Refused)
                    m_roster.setProfile(now, profile);
                else
                    replace(now, profile, token);
            });
    dialog->open();
}

void ServerDesk::askForRemoval(int row, QWidget* window)
{
    const QPointer<const Console> console = &m_roster.console(row);
    const QString name = m_roster.nameOf(row);
    ask(window,
        { tr("Remove Server"), tr("Remove %1 from this list?").arg(name),
          tr("The server itself goes on as it is; only this window forgets how to reach it."),
          tr("Remove"), tr("Keep It"), false },
        [this, console] {
            const int now = console ? m_roster.rowOf(*console) : -1;
            if (now < 0)
                return;
            m_store.remove(m_roster.profile(now));
            m_typed.remove(console);
            m_roster.remove(now);
        });
}

void ServerDesk::reconnect(int row)
{
    Console& console = m_roster.console(row);
    const ServerProfile profile = m_roster.profile(row);
    // A token that was refused may be another one by now.
    if (console.contact() == Console::Contact::Refused && !profile.tokenFile.isEmpty())
        replace(row, profile, {});
    else
        console.reconnect();
}

void ServerDesk::startHere()
{
    auto begun = m_services.startHere();
    if (const auto* why = std::get_if<QString>(&begun)) {
        Q_EMIT said(MessageBar::Kind::Failure, tr("No server was started: %1").arg(*why), -1);
        return;
    }
    Console& console = m_roster.insert(
        0, {},
        std::make_unique<Console>(std::get<std::unique_ptr<AdminLink>>(std::move(begun)), m_clock));
    console.open();
    Q_EMIT opened(0);
}

} // namespace sluice
