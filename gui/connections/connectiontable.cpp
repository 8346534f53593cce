#include "gui/connections/connectiontable.h"

#include "gui/consoleactions.h"
#include "gui/model/connectionmodel.h"
#include "gui/model/csv.h"
#include "gui/widgets/rowtable.h"
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <algorithm>

namespace sluice {

namespace {

struct Width {
    ConnectionColumn column;
    int letters; // 0: hidden at first
};
constexpr Width widths[] = {
    { ConnectionColumn::Id, 17 },         { ConnectionColumn::User, 0 },
    { ConnectionColumn::Address, 18 },    { ConnectionColumn::State, 9 },
    { ConnectionColumn::Connected, 13 },  { ConnectionColumn::Idle, 9 },
    { ConnectionColumn::InRate, 8 },      { ConnectionColumn::OutRate, 9 },
    { ConnectionColumn::Queued, 9 },      { ConnectionColumn::Rtt, 8 },
    { ConnectionColumn::Received, 0 },    { ConnectionColumn::Sent, 0 },
    { ConnectionColumn::Subprotocol, 0 }, { ConnectionColumn::UserAgent, 14 },
    { ConnectionColumn::Loop, 0 },
};

} // namespace

ConnectionTable::ConnectionTable(ConnectionModel& model, const ConsoleActions& actions,
                                 QWidget* parent)
    : QTableView(parent), m_model(model), m_actions(actions)
{
    setModel(&model);
    setAccessibleName(tr("Connections"));
    setFrameShape(QFrame::NoFrame);
    rowtable::dress(*this, 8);
    setAlternatingRowColors(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setUpColumns();
}

void ConnectionTable::setUpColumns()
{
    QHeaderView* header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (const Width& width : widths) {
        const int section = static_cast<int>(width.column);
        header->setSectionHidden(section, width.letters == 0);
        constexpr int usual = 12;
        header->resizeSection(section, (width.letters > 0 ? width.letters : usual) * letter);
    }
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &ConnectionTable::chooseColumns);
    sortByColumn(static_cast<int>(ConnectionColumn::Connected), Qt::DescendingOrder);
    setSortingEnabled(true);
}

void ConnectionTable::commit(qint64 now)
{
    const QModelIndex before = currentIndex();
    const int row = before.row();
    const int column = before.column();
    m_model.commit(now);
    if (row < 0 || currentIndex().isValid() || m_model.rowCount() == 0)
        return;
    // The current connection has left. The arrow keys go on from its place; nothing gets selected
    // and nothing scrolls.
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(m_model.index(std::min(row, m_model.rowCount() - 1), column),
                                      QItemSelectionModel::NoUpdate);
    setAutoScroll(true);
}

QStringList ConnectionTable::selectedIds() const
{
    QStringList ids;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex& index : rows)
        ids << m_model.idAt(index.row());
    return ids;
}

QModelIndex ConnectionTable::focusedRow() const
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && selectionModel()->isRowSelected(current.row()))
        return current;
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? QModelIndex() : rows.front();
}

QList<int> ConnectionTable::shownColumns() const
{
    QList<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place)
        if (const int column = horizontalHeader()->logicalIndex(place); !isColumnHidden(column))
            columns << column;
    return columns;
}

QStringList ConnectionTable::cellsOf(const QModelIndex& row) const
{
    QStringList cells;
    const QList<int> columns = shownColumns();
    for (const int column : columns)
        cells << row.siblingAtColumn(column).data().toString();
    return cells;
}

QString ConnectionTable::selectedText() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& row : qAsConst(rows))
        lines << cellsOf(row).join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n'));
}

QByteArray ConnectionTable::csv() const
{
    QStringList titles;
    const QList<int> columns = shownColumns();
    for (const int column : columns)
        titles << connectioncolumn::title(static_cast<ConnectionColumn>(column));
    QByteArray text = csv::line(titles);
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty())
        for (int row = 0; row < m_model.rowCount(); ++row)
            rows << m_model.index(row, 0);
    for (const QModelIndex& row : qAsConst(rows))
        text += csv::line(cellsOf(row));
    return text;
}

ColumnLayout ConnectionTable::columns() const
{
    const QHeaderView* header = horizontalHeader();
    ColumnLayout layout;
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        layout.columns.push_back(
            { static_cast<ConnectionColumn>(column), header->sectionSize(column) });
    }
    layout.sortedBy = static_cast<ConnectionColumn>(header->sortIndicatorSection());
    layout.order = header->sortIndicatorOrder();
    return layout;
}

void ConnectionTable::setColumns(const ColumnLayout& layout)
{
    QHeaderView* header = horizontalHeader();
    int place = 0;
    for (const auto& [column, width] : layout.columns) {
        const int section = static_cast<int>(column);
        header->moveSection(header->visualIndex(section), place++);
        setColumnHidden(section, width == 0);
        if (width > 0)
            header->resizeSection(section, width);
    }
    sortByColumn(static_cast<int>(layout.sortedBy), layout.order);
}

void ConnectionTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(m_actions.message);
    menu.addAction(m_actions.details);
    menu.addAction(m_actions.copy);
    menu.addAction(m_actions.exportCsv);
    menu.addAction(m_actions.close);
    menu.exec(event->globalPos());
}

void ConnectionTable::chooseColumns(const QPoint& place)
{
    QMenu menu(this);
    for (int column = 1; column < connectioncolumn::count; ++column) { // the id stays
        QAction* action
            = menu.addAction(connectioncolumn::title(static_cast<ConnectionColumn>(column)));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu.exec(horizontalHeader()->viewport()->mapToGlobal(place));
}

} // namespace sluice
