#pragma once

#include "gui/look/language.h"
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace sluice {

class ConsoleActions;
class ServerActions;
class Theme;

// The menu bar: all actions in their places, and how the window looks and speaks.
class Menus final : public QObject {
    Q_OBJECT
public:
    Menus(QMenuBar* bar, const ConsoleActions& actions, Language& language, Theme& theme);

    void addServerActions(const ServerActions& actions, QAction* showList);
    void retranslate();

private:
    void makeViewMenu(const ConsoleActions& actions);
    void addTongue(const QString& name, Language::Tongue tongue);

    Language& m_spoken;
    Theme& m_theme;
    QMenu* m_file;
    QMenu* m_view;
    QMenu* m_server;
    QMenu* m_connection;
    QMenu* m_language;
    QMenu* m_help;
    QAction* m_dark;
    QActionGroup* m_tongues;
};

} // namespace sluice
