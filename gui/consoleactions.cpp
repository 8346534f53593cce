#include "gui/consoleactions.h"

#include "gui/console.h"
#include "gui/look/glyph.h"
#include "gui/wording.h"
#include <QAction>
#include <QKeySequence>

namespace sluice {

namespace {

QAction* make(QObject* owner, Glyph glyph, const QKeySequence& keys)
{
    auto* action = new QAction(glyphIcon(glyph), {}, owner);
    action->setShortcut(keys);
    return action;
}

} // namespace

ConsoleActions::ConsoleActions(QObject* parent)
    : QObject(parent), pause(make(this, Glyph::Pause, {})),
      drain(make(this, Glyph::Drain, QKeySequence(Qt::CTRL | Qt::Key_D))),
      freeze(make(this, Glyph::Freeze, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F))),
      extend(make(this, Glyph::Clock, QKeySequence(Qt::CTRL | Qt::Key_E))),
      hurry(make(this, Glyph::Hurry, {})), cancelDrain(make(this, Glyph::Undo, {})),
      force(make(this, Glyph::Bolt, {})), // no keys: nobody shall force by a slip of the hand
      copy(make(this, Glyph::Copy, QKeySequence::Copy)),
      close(make(this, Glyph::Cross, QKeySequence(Qt::Key_Delete))),
      find(make(this, Glyph::Search, QKeySequence::Find)),
      quit(make(this, Glyph::Failed, QKeySequence(Qt::CTRL | Qt::Key_Q))),
      details(make(this, Glyph::Panel, QKeySequence(Qt::Key_F4))),
      message(make(this, Glyph::Envelope, QKeySequence(Qt::CTRL | Qt::Key_M))),
      broadcast(make(this, Glyph::Envelope, QKeySequence(Qt::CTRL | Qt::Key_B))),
      exportCsv(make(this, Glyph::Export, QKeySequence(Qt::CTRL | Qt::Key_S))),
      preferences(make(this, Glyph::Sliders, QKeySequence(Qt::CTRL | Qt::Key_Comma))),
      shortcuts(make(this, Glyph::Keyboard, QKeySequence(Qt::Key_F1))),
      about(make(this, Glyph::Info, {}))
{
    preferences->setObjectName(QStringLiteral("preferences"));
    shortcuts->setObjectName(QStringLiteral("shortcuts"));
    about->setObjectName(QStringLiteral("about"));
    freeze->setCheckable(true);
    details->setCheckable(true);
    details->setShortcuts({ QKeySequence(Qt::Key_F4), QKeySequence(Qt::CTRL | Qt::Key_I) });
}

void ConsoleActions::refresh(const Console& console, int selected, bool inSight)
{
    const DrainFacts& facts = console.drain().facts();
    const bool may = console.mayCommand();
    const bool running = facts.isRunning();
    const bool over = facts.state == drain::State::Finished;
    pause->setEnabled(may && !running && !over);
    drain->setEnabled(may && !running && !over);
    for (QAction* change : { extend, hurry, cancelDrain })
        change->setEnabled(may && facts.isChangeable());
    hurry->setEnabled(hurry->isEnabled() && facts.state != drain::State::Evicting);
    force->setEnabled(may && !over);
    for (QAction* toChosen : { close, message }) // nobody shall act on what is out of sight
        toChosen->setEnabled(may && selected > 0 && inSight && !over);
    broadcast->setEnabled(may && !over);
    exportCsv->setEnabled(inSight);
    for (QAction* look : { freeze, find, details })
        look->setEnabled(true);
    const bool paused = !console.stats().accepting && !running && !over; // rather than draining
    refreshWords(!paused, console.connections().count(), selected);
}

void ConsoleActions::rest()
{
    for (QAction* action : { pause, drain, freeze, extend, hurry, cancelDrain, force, copy, close,
                             find, details, message, broadcast, exportCsv })
        action->setEnabled(false);
    refreshWords(true, 0, 0);
}

void ConsoleActions::refreshWords(bool accepting, std::size_t left, int selected)
{
    const QString next = accepting ? tr("&Pause Accepting") : tr("Resume &Accepting");
    if (pause->text() != next) // an icon is drawn anew, the same or not
        pause->setIcon(glyphIcon(accepting ? Glyph::Pause : Glyph::Play));
    pause->setText(next);
    pause->setToolTip(accepting ? tr("Let no newcomers in; who is connected stays")
                                : tr("Let newcomers in again"));
    drain->setText(tr("&Drain…"));
    drain->setToolTip(tr("Let all clients leave in good order, then end the server (Ctrl+D)"));
    freeze->setText(tr("&Freeze"));
    freeze->setToolTip(tr("Hold the table still to read it; the server goes on (Ctrl+Shift+F)"));
    extend->setText(tr("&Extend…"));
    extend->setToolTip(tr("Set another deadline (Ctrl+E)"));
    hurry->setText(tr("&Hurry"));
    hurry->setToolTip(tr("Close the remaining clients one after another, within 10 seconds"));
    cancelDrain->setText(tr("&Cancel Drain…"));
    cancelDrain->setToolTip(tr("Stay after all; newcomers are let in again"));
    force->setText(tr("Force Close %Ln Now…", nullptr, static_cast<int>(left)));
    force->setToolTip(tr("Close every connection at once and end the server"));
    copy->setText(tr("Co&py"));
    close->setText(selected > 0 ? tr("C&lose %Ln Connection(s)…", nullptr, selected)
                                : tr("C&lose Connections…"));
    find->setText(tr("Fi&nd"));
    quit->setText(tr("&Quit"));
    details->setText(tr("D&etails"));
    details->setToolTip(tr("Everything about the connection that is chosen (F4)"));
    message->setText(tr("&Message…"));
    message->setToolTip(tr("Say something to the connections that are chosen (Ctrl+M)"));
    broadcast->setText(tr("&Broadcast…"));
    exportCsv->setText(selected > 0 ? tr("E&xport %Ln Row(s)…", nullptr, selected)
                                    : tr("E&xport Table…"));
    exportCsv->setToolTip(tr("Write what the table shows to a CSV file (Ctrl+S)"));
    preferences->setText(tr("&Preferences…"));
    shortcuts->setText(tr("&Keyboard Shortcuts"));
    about->setText(tr("&About Sluice"));
    broadcast->setToolTip(tr("Say something to everyone on this server (Ctrl+B)"));
}

} // namespace sluice
