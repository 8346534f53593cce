#pragma once

#include "gui/consoleactions.h"
#include <QMainWindow>
#include <QTimer>
#include <memory>

class QTabWidget;

namespace sluice {

class CommandDesk;
class ConnectionsPage;
class Console;
class DrainBanner;
class DrainPanel;
class Farewell;
class FilterField;
class Language;
class Menus;
class MessageBar;
class StatusLine;

// The operator's window onto one server. Shows what the console knows, four times a second, and
// never waits for the server, nor the server for it.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Console& console, Language& language, QWidget* parent = nullptr);
    ~MainWindow() override;

    // The server has ended: show the outcome, and say outcomeSeen() when it has been.
    void showOutcome();
    void refresh(); // brings everything up to date at once

Q_SIGNALS:
    void hiddenByOperator(); // the server goes on without a window
    void outcomeSeen();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeToolBar();
    void makeCentre();
    void connectActions();
    void connectConsole();
    void retranslate();
    void refreshWords();
    void onContact();
    void paceTicks();
    void showDrain();
    void showConnection(const QString& id);
    void copySelection();

    Console& m_console;
    ConsoleActions m_actions { this };
    CommandDesk* m_desk;
    Menus* m_menus;
    FilterField* m_filter;
    MessageBar* m_messages;
    DrainBanner* m_banner;
    QTabWidget* m_tabs;
    ConnectionsPage* m_connections;
    DrainPanel* m_drain;
    StatusLine* m_status;
    Farewell* m_farewell;
    QTimer m_tick;
    QTimer m_second; // for the curve of the leave rate
    bool m_outcomeShown = false;
};

} // namespace sluice
