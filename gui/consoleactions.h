#pragma once

#include <QObject>

class QAction;

namespace sluice {

class Console;

// Everything an operator can do, once: menus, toolbar and buttons all show these.
class ConsoleActions final : public QObject {
    Q_OBJECT
public:
    explicit ConsoleActions(QObject* parent);

    // What is possible now, and the words that name figures.
    // `inSight`: the connections are, of which so many are selected.
    void refresh(const Console& console, int selected, bool inSight);
    void rest(); // there is no server

    QAction* pause;
    QAction* drain;
    QAction* freeze;
    QAction* extend;
    QAction* hurry;
    QAction* cancelDrain;
    QAction* force;
    QAction* copy;
    QAction* close;
    QAction* find;
    QAction* quit;
    QAction* details;
    QAction* message;
    QAction* broadcast;
    QAction* exportCsv;
    QAction* preferences;
    QAction* shortcuts;
    QAction* about;

private:
    void refreshWords(bool accepting, std::size_t left, int selected);
};

} // namespace sluice
