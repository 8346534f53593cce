#include "gui/servers/serveractions.h"

#include "gui/console.h"
#include "gui/look/glyph.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverroster.h"
#include <QAction>

namespace sluice {

namespace {

QAction* make(QObject* owner, Glyph glyph, const QKeySequence& keys = {})
{
    auto* action = new QAction(glyphIcon(glyph), {}, owner);
    action->setShortcut(keys);
    return action;
}

// Nobody is being called at this moment.
bool isAway(const Console& console)
{
    return console.contact() == Console::Contact::Waiting
        || console.contact() == Console::Contact::Refused;
}

} // namespace

ServerActions::ServerActions(QObject* parent)
    : QObject(parent), add(make(this, Glyph::Plus)), edit(make(this, Glyph::Pencil)),
      remove(make(this, Glyph::Cross)),
      reconnect(make(this, Glyph::Hurry, QKeySequence(Qt::Key_F5))),
      startHere(make(this, Glyph::Play))
{
}

void ServerActions::obey(ServerDesk& desk, QWidget* window, const std::function<int()>& shown)
{
    connect(add, &QAction::triggered, &desk, [&desk, window] { desk.askForNew(window); });
    connect(startHere, &QAction::triggered, &desk, &ServerDesk::startHere);
    const auto onShown = [&](QAction* action, auto order) {
        connect(action, &QAction::triggered, &desk, [shown, order] {
            if (const int row = shown(); row >= 0)
                order(row);
        });
    };
    onShown(edit, [&desk, window](int row) { desk.askForChange(row, window); });
    onShown(remove, [&desk, window](int row) { desk.askForRemoval(row, window); });
    onShown(reconnect, [&desk](int row) { desk.reconnect(row); });
}

void ServerActions::refresh(const ServerRoster& roster, int row, bool mayAdd, bool mayStart)
{
    const bool elsewhere = row >= 0 && !roster.profile(row).isThisProcess();
    add->setText(tr("&Add Server…"));
    add->setEnabled(mayAdd);
    edit->setText(tr("Ed&it Server…"));
    edit->setEnabled(mayAdd && elsewhere);
    remove->setText(tr("Remo&ve Server…"));
    remove->setEnabled(mayAdd && elsewhere);
    reconnect->setText(tr("&Reconnect"));
    reconnect->setToolTip(tr("Call the server now rather than later (F5)"));
    reconnect->setEnabled(elsewhere && isAway(roster.console(row)));
    startHere->setText(tr("&Start a Server Here"));
    startHere->setToolTip(tr("A server in this process, with the usual settings"));
    startHere->setEnabled(mayStart && roster.thisProcess() < 0);
    startHere->setVisible(mayStart);
}

} // namespace sluice
