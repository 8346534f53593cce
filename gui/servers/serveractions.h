#pragma once

#include <QObject>
#include <functional>

class QAction;
class QWidget;

namespace sluice {

class ServerDesk;
class ServerRoster;

// What an operator can do with the list of servers itself: the menu, the pane and the first page
// all show these.
class ServerActions final : public QObject {
    Q_OBJECT
public:
    explicit ServerActions(QObject* parent);

    // `row` is the server that is shown, -1 none; `mayAdd`: servers elsewhere can be reached from
    // here; `mayStart`: one can be started here.
    void refresh(const ServerRoster& roster, int row, bool mayAdd, bool mayStart);

    // Orders go to the desk from now on, for the server in the row that `shown` tells; dialogs
    // stand above `window`.
    void obey(ServerDesk& desk, QWidget* window, const std::function<int()>& shown);

    QAction* add;
    QAction* edit;
    QAction* remove;
    QAction* reconnect;
    QAction* startHere;
};

} // namespace sluice
