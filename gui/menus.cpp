#include "gui/menus.h"

#include "gui/consoleactions.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/servers/serveractions.h"
#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>

namespace sluice {

Menus::Menus(QMenuBar* bar, const ConsoleActions& actions, Language& language)
    : QObject(bar), m_file(bar->addMenu(QString())), m_view(bar->addMenu(QString())),
      m_server(bar->addMenu(QString())), m_connection(bar->addMenu(QString())),
      m_language(new QMenu(bar)), m_dark(new QAction(this))
{
    m_file->addAction(actions.quit);
    makeViewMenu(actions, language);
    for (QAction* action : { actions.pause, actions.drain })
        m_server->addAction(action);
    m_server->addSeparator();
    for (QAction* action : { actions.extend, actions.hurry, actions.cancelDrain })
        m_server->addAction(action);
    m_server->addSeparator();
    m_server->addAction(actions.force);
    for (QAction* action : { actions.copy, actions.close })
        m_connection->addAction(action);
    retranslate();
}

void Menus::makeViewMenu(const ConsoleActions& actions, Language& language)
{
    for (QAction* action : { actions.find, actions.freeze })
        m_view->addAction(action);
    m_view->addSeparator();
    m_dark->setCheckable(true);
    m_dark->setChecked(appearance::isDark(QApplication::palette()));
    connect(m_dark, &QAction::toggled, this, [](bool dark) {
        appearance::apply(dark ? appearance::Scheme::Dark : appearance::Scheme::Light);
    });
    m_view->addAction(m_dark);
    m_view->addMenu(m_language);
    auto* one = new QActionGroup(this);
    const auto add = [&](const QString& name, Language::Tongue tongue) {
        QAction* action = m_language->addAction(name); // each in its own language
        action->setCheckable(true);
        action->setChecked(language.spoken() == tongue);
        one->addAction(action);
        connect(action, &QAction::triggered, &language,
                [&language, tongue] { language.speak(tongue); });
    };
    add(QStringLiteral("English"), Language::Tongue::English);
    add(QStringLiteral("Українська"), Language::Tongue::Ukrainian);
}

void Menus::addServerActions(const ServerActions& actions, QAction* showList)
{
    m_file->insertActions(m_file->actions().front(), { actions.add, actions.startHere });
    m_file->insertSeparator(m_file->actions().back());
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
    m_dark->setText(tr("&Dark Colours"));
}

} // namespace sluice
