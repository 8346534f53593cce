#pragma once

#include "gui/consoleactions.h"
#include "gui/look/theme.h"
#include "gui/model/columnlayout.h"
#include "gui/page.h"
#include "gui/servers/serveractions.h"
#include <QMainWindow>
#include <QTimer>

class QStackedWidget;
class QTabBar;
class QToolBar;

namespace sluice {

class Console;
class DetailsDock;
class EnvironmentBadge;
class Farewell;
class FilterField;
class FleetPage;
class Language;
class Menus;
class ServerDesk;
class ServerRoster;
class ServerView;
class ServersPane;
class StatusLine;
class WelcomePage;

// The operator's window onto the servers of a roster, one of which it shows. Brings what it shows
// up to date four times a second, and never waits for a server, nor a server for it.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(ServerRoster& roster, Language& language, QWidget* parent = nullptr);
    ~MainWindow() override;

    // Servers may be added and changed from now on.
    void setServerDesk(ServerDesk& desk);
    void showServer(int row);
    void turnTo(Page page);
    Theme& theme() { return m_theme; }
    // How the columns of the tables stand, as text; empty while there is no table.
    QString columns() const;
    void setColumns(const QString& columns);
    Page page() const { return m_page; }
    // The server of this process has ended: show the outcome, and say outcomeSeen() when it has
    // been.
    void showOutcome();
    void refresh(); // brings everything up to date at once

Q_SIGNALS:
    void hiddenByOperator(); // the server of this process goes on without a window
    void outcomeSeen();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeToolBar();
    void makeCentre();
    void connectRoster();
    void connectOrders();
    void connectActions();
    void arrange(); // after servers have come or gone
    void showConsole(const Console& console);
    void addView(int row);
    void removeView(int row);
    void onProfile(int row);
    void routeKeys(ServerView& view);
    ServerView* view() const; // that is shown; null while there is no server
    int shownRow() const; // in the roster; -1: there is no server
    void retranslate();
    void refreshWords();
    void refreshTabs();
    void paceTicks();
    void showConnection(const QString& id);
    void filter(const QString& text);
    void showFilter();
    void copySelection();

    ServerRoster& m_roster;
    ConsoleActions m_actions { this };
    Theme m_theme { this };
    ServerActions m_serverActions { this };
    ServerDesk* m_serverDesk = nullptr;
    Menus* m_menus;
    QToolBar* m_tools = nullptr;
    EnvironmentBadge* m_environment;
    QAction* m_environmentPlace = nullptr;
    ServersPane* m_pane;
    WelcomePage* m_welcome;
    QStackedWidget* m_centre;
    FilterField* m_filter;
    QTabBar* m_tabs;
    QStackedWidget* m_body;
    QStackedWidget* m_views; // in the order of the roster
    FleetPage* m_fleet;
    DetailsDock* m_details;
    StatusLine* m_status;
    Farewell* m_farewell;
    QTimer m_tick;
    Page m_page = Page::Connections;
    std::optional<ColumnLayout> m_columns; // for servers that come later
    bool m_outcomeShown = false;
    bool m_quitNow = false; // nobody wants to see the outcome
};

} // namespace sluice
