#pragma once

#include <QDockWidget>

class QListView;

namespace sluice {

class ActionButton;
class ServerActions;
class ServerRoster;
class ToneLabel;

// The list of servers at the left: how each of them is, in one line or, while it drains, in two.
class ServersPane final : public QDockWidget {
    Q_OBJECT
public:
    ServersPane(ServerRoster& roster, const ServerActions& actions, QWidget* window);

    void setCurrent(int row);
    void refresh();
    void retranslate();

Q_SIGNALS:
    void chosen(int row);

private:
    QWidget* makeHeader();
    void openMenu(const QPoint& where);

    ServerRoster& m_roster;
    const ServerActions& m_actions;
    QListView* m_list;
    ToneLabel* m_title;
    ToneLabel* m_live;
    QVector<bool> m_tall; // which rows had two lines when they were last laid out
};

} // namespace sluice
