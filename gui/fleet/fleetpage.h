#pragma once

#include "gui/fleet/rollingrestart.h"
#include <QWidget>

class QPushButton;
class QTableView;

namespace sluice {

class MessageBar;
class ServerRoster;
class ToneLabel;

// All servers side by side, and the walk through a rolling restart.
class FleetPage final : public QWidget {
    Q_OBJECT
public:
    explicit FleetPage(const ServerRoster& roster, QWidget* parent = nullptr);

    void refresh(int shown); // the row of the server that orders go to
    void retranslate();
    MessageBar& messages() const { return *m_messages; }

Q_SIGNALS:
    void chosen(int row);
    void opened(); // the chosen one shall be seen closely
    void drainRequested(int row);

private:
    void setUpTable();
    void drainNext();

    const ServerRoster& m_roster;
    RollingRestart m_walk;
    MessageBar* m_messages;
    ToneLabel* m_title;
    ToneLabel* m_sentence;
    QPushButton* m_drainNext;
    QPushButton* m_startOver;
    QTableView* m_table;
    bool m_following = false; // the window's choice, rather than leading it
};

} // namespace sluice
