#pragma once

#include <QObject>

class QAction;
class QMenu;
class QMenuBar;

namespace sluice {

class ConsoleActions;
class Language;
class ServerActions;

// The menu bar: all actions in their places, and how the window looks and speaks.
class Menus final : public QObject {
    Q_OBJECT
public:
    Menus(QMenuBar* bar, const ConsoleActions& actions, Language& language);

    void addServerActions(const ServerActions& actions, QAction* showList);
    void retranslate();

private:
    void makeViewMenu(const ConsoleActions& actions, Language& language);

    QMenu* m_file;
    QMenu* m_view;
    QMenu* m_server;
    QMenu* m_connection;
    QMenu* m_language;
    QAction* m_dark;
};

} // namespace sluice
