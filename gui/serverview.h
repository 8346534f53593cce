#pragma once

#include "gui/page.h"
#include <QDateTime>
#include <QTimer>
#include <QWidget>
#include <vector>

class QStackedWidget;

namespace sluice {

class ClosedPage;
class CommandDesk;
class ConnectionsPage;
class Console;
class ConsoleActions;
class DrainPanel;
class LogPage;
class MessageBar;
class OverviewPage;
class TablePage;

// One server in the window: its pages, and what came of the orders given to it. Shows what the
// console knows and never waits for the server.
class ServerView final : public QWidget {
    Q_OBJECT
public:
    ServerView(Console& console, const ConsoleActions& actions, QWidget* parent = nullptr);

    void setAddress(const QString& address); // where the server is reached
    void turnTo(Page page);
    Page page() const { return m_page; }
    QString title(Page page) const;
    QIcon icon(Page page) const;

    void commit(); // once a tick, seen or not
    void refreshWords(); // everything but the table
    void retranslate();
    void exportTable(const QString& server); // asks where to

    Console& console() const { return m_console; }
    CommandDesk& desk() const { return *m_desk; }
    // What the filter field and Copy act on while that page is shown.
    TablePage& table(Page page) const;
    std::vector<TablePage*> tables() const;
    void setFrozen(bool frozen);
    ConnectionsPage& connections() const { return *m_connections; }
    MessageBar& messages() const { return *m_messages; }

Q_SIGNALS:
    void changed(); // something in titles, actions or the status line may be out of date
    void pageWanted(sluice::Page page);
    void connectionWanted(const QString& id); // to be looked at in the large table

private:
    void connectConsole();
    void onContact();
    void sayContact();
    void onRestarted(const QString& formerVersion);

    Console& m_console;
    CommandDesk* m_desk;
    MessageBar* m_messages;
    QStackedWidget* m_pages;
    OverviewPage* m_overview;
    ConnectionsPage* m_connections;
    ClosedPage* m_closed;
    DrainPanel* m_drain;
    LogPage* m_log;
    QTimer m_second; // for the curve of the leave rate
    Page m_page = Page::Connections;
    bool m_inTouch; // when last looked
    QDateTime m_lostAt;
    QString m_complaint; // about the line, as last said
};

} // namespace sluice
