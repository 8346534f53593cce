#pragma once

#include "gui/consoleactions.h"
#include "gui/look/theme.h"
#include "gui/page.h"
#include "gui/servers/serveractions.h"
#include "gui/widgets/messagebar.h"
#include <QMainWindow>
#include <QTimer>
#include <map>
#include <optional>

class QStackedWidget;
class QTabBar;
class QToolBar;

namespace sluice {

class Console;
class DetailsDock;
class DrainBanner;
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
    // How the columns of a page's table stand, as text; empty while there is no table.
    QString columns(Page page) const;
    void setColumns(Page page, const QString& columns);
    Page page() const { return m_page; }
    // The server of this process has ended: show the outcome, and say outcomeSeen() when it has
    // been.
    void showOutcome();
    // The operator has answered that the process shall go with its server.
    bool isLeaving() const { return m_leaving; }
    void refresh(); // brings everything up to date at once
    void settle(); // after it was brought back to how it once was: shows what these servers need

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
    // Where it is seen from the page that is shown. `of`: whom it is about; null: no server.
    void say(const ServerView* of, MessageBar::Kind kind, const QString& sentence);
    void showConsole(const Console& console);
    void addView(int row);
    void removeView(int row);
    void onProfile(int row);
    void onDrain(const Console& console);
    void routeKeys(ServerView& view);
    ServerView* view() const; // that is shown; null while there is no server
    ServerView* viewAt(int row) const; // null where there is none
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
    DrainBanner* m_banner;
    QTabBar* m_tabs;
    QStackedWidget* m_body;
    QStackedWidget* m_views; // in the order of the roster
    FleetPage* m_fleet;
    DetailsDock* m_details;
    StatusLine* m_status;
    Farewell* m_farewell;
    QTimer m_tick { this };
    Page m_page = Page::Connections;
    std::map<Page, QString> m_columns; // for servers that come later
    std::optional<bool> m_listWanted; // as it last was: in between the operator may say otherwise
    bool m_filterFollows = false; // the page, rather than leading it
    bool m_outcomeShown = false;
    bool m_leaving = false;
    bool m_ownDrains = false; // when last looked
    bool m_quitNow = false; // nobody wants to see the outcome
};

} // namespace sluice
