#pragma once

#include <QWidget>
#include <initializer_list>

class QTableView;

namespace sluice {

class Console;
class ShortList;
class ToneLabel;

// Who holds a drain up, and who went last.
class DrainLists final : public QWidget {
    Q_OBJECT
public:
    explicit DrainLists(const Console& console, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void connectionChosen(const QString& id); // to be looked at in the large table

private:
    // `letters`: how wide each column is; 0: as wide as there is room.
    QTableView* makeTable(ShortList* list, ToneLabel* title, std::initializer_list<int> letters);
    void refreshBlockers();
    void refreshLeavers();

    const Console& m_console;
    ShortList* m_blockers;
    ShortList* m_leavers;
    QTableView* m_blockersTable = nullptr;
    ToneLabel* m_blockersTitle;
    ToneLabel* m_leaversTitle;
};

} // namespace sluice
