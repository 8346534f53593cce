#include "gui/menus.h"

#include "gui/consoleactions.h"
#include "gui/look/theme.h"
#include "gui/servers/serveractions.h"
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace sluice {

Menus::Menus(QMenuBar* bar, const ConsoleActions& actions, Language& language, Theme& theme)
    : QObject(bar), m_spoken(language), m_theme(theme), m_file(bar->addMenu(QString())),
      m_view(bar->addMenu(QString())), m_server(bar->addMenu(QString())),
      m_connection(bar->addMenu(QString())), m_language(new QMenu(bar)),
      m_help(bar->addMenu(QString())), m_dark(new QAction(this)), m_tongues(new QActionGroup(this))
{
    for (QAction* action : { actions.exportCsv, actions.preferences, actions.quit })
        m_file->addAction(action);
    makeViewMenu(actions);
    for (QAction* action : { actions.pause, actions.drain, actions.broadcast })
        m_server->addAction(action);
    m_server->addSeparator();
    for (QAction* action : { actions.extend, actions.hurry, actions.cancelDrain })
        m_server->addAction(action);
    m_server->addSeparator();
    m_server->addAction(actions.force);
    for (QAction* action : { actions.message, actions.copy, actions.close })
        m_connection->addAction(action);
    for (QAction* action : { actions.shortcuts, actions.about })
        m_help->addAction(action);
    retranslate();
}

void Menus::makeViewMenu(const ConsoleActions& actions)
{
    for (QAction* action : { actions.find, actions.freeze, actions.details })
        m_view->addAction(action);
    m_view->addSeparator();
    m_dark->setCheckable(true);
    m_dark->setChecked(m_theme.isDark());
    connect(m_dark, &QAction::triggered, &m_theme, [this](bool dark) {
        m_theme.choose(dark ? Theme::Choice::Dark : Theme::Choice::Light);
    });
    connect(&m_theme, &Theme::changed, m_dark, [this] { m_dark->setChecked(m_theme.isDark()); });
    m_view->addAction(m_dark);
    m_view->addMenu(m_language);
    addTongue(QStringLiteral("English"), Language::Tongue::English); // each in its own language
    addTongue(QStringLiteral("Українська"), Language::Tongue::Ukrainian);
}

void Menus::addTongue(const QString& name, Language::Tongue tongue)
{
    QAction* action = m_language->addAction(name);
    action->setCheckable(true);
    action->setData(static_cast<int>(tongue));
    m_tongues->addAction(action);
    connect(action, &QAction::triggered, &m_spoken, [this, tongue] { m_spoken.choose(tongue); });
}

void Menus::addServerActions(const ServerActions& actions, QAction* showList)
{
    m_file->insertActions(m_file->actions().constFirst(), { actions.add, actions.startHere });
    m_file->insertSeparator(m_file->actions().constLast());
    m_server->addSeparator();
    m_server->addActions({ actions.reconnect, actions.edit, actions.remove });
    m_view->insertAction(m_dark, showList);
}

void Menus::retranslate()
{
    m_file->setTitle(tr("&File"));
    m_view->setTitle(tr("&View"));
    m_server->setTitle(tr("&Server"));
    m_connection->setTitle(tr("&Connection"));
    m_language->setTitle(tr("&Language"));
    m_help->setTitle(tr("&Help"));
    m_dark->setText(tr("&Dark Colours"));
    const auto tongues = m_tongues->actions();
    for (QAction* action : tongues)
        action->setChecked(action->data().toInt() == static_cast<int>(m_spoken.spoken()));
}

} // namespace sluice
