#pragma once

#include "gui/page.h"
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace sluice {

class CommandDesk;
class ConnectionsPage;
class Console;
class ConsoleActions;
class DrainBanner;
class DrainPanel;
class MessageBar;

// One server in the window: its pages, the banner of its drain, and what came of the orders given
// to it. Shows what the console knows and never waits for the server.
class ServerView final : public QWidget {
    Q_OBJECT
public:
    ServerView(Console& console, const ConsoleActions& actions, QWidget* parent = nullptr);

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
    ConnectionsPage& connections() const { return *m_connections; }
    MessageBar& messages() const { return *m_messages; }

Q_SIGNALS:
    void changed(); // something in titles, actions or the status line may be out of date
    void pageWanted(Page page);
    void connectionWanted(const QString& id); // to be looked at in the large table

private:
    void connectConsole();
    void onContact();
    void onRestarted(const QString& formerVersion);

    Console& m_console;
    CommandDesk* m_desk;
    MessageBar* m_messages;
    DrainBanner* m_banner;
    QStackedWidget* m_pages;
    ConnectionsPage* m_connections;
    DrainPanel* m_drain;
    QTimer m_second; // for the curve of the leave rate
    Page m_page = Page::Connections;
    bool m_inTouch; // when last looked
};

} // namespace sluice
