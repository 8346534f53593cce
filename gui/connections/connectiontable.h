#pragma once

#include "gui/model/columnlayout.h"
#include <QTableView>

namespace sluice {

class ConnectionModel;
class ConsoleActions;

// The table of all connections. It speaks of connections by their ids alone: a row is somebody
// else's a moment later.
class ConnectionTable final : public QTableView {
    Q_OBJECT
public:
    ConnectionTable(ConnectionModel& model, const ConsoleActions& actions,
                    QWidget* parent = nullptr);

    void commit(qint64 now); // brings the model up to date and keeps the place
    QStringList selectedIds() const;
    QModelIndex focusedRow() const; // of those that are selected, the one with the cursor
    QString selectedText() const; // tab-separated, the columns that are shown
    QByteArray csv() const; // what is shown, or only what is selected
    ColumnLayout columns() const;
    void setColumns(const ColumnLayout& layout);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void chooseColumns(const QPoint& place);
    void setUpColumns();
    QList<int> shownColumns() const; // in their order
    QStringList cellsOf(const QModelIndex& row) const;

    ConnectionModel& m_model;
    const ConsoleActions& m_actions;
};

} // namespace sluice
