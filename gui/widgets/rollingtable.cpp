#include "gui/widgets/rollingtable.h"

#include "gui/model/printable.h"
#include "gui/widgets/rowtable.h"
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <algorithm>

namespace sluice {

RollingTable::RollingTable(Newest newest, QAbstractItemModel* model, QWidget* parent)
    : QTableView(parent), m_newest(newest)
{
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    rowtable::dress(*this, 8);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setStretchLastSection(true);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RollingTable::onScrolled);
}

void RollingTable::setColumnWidths(std::initializer_list<int> letters)
{
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    int section = 0;
    for (const int width : letters)
        horizontalHeader()->resizeSection(section++, width * letter);
}

QString RollingTable::columnWidths() const
{
    QStringList widths;
    for (int section = 0; section + 1 < horizontalHeader()->count(); ++section)
        widths << QString::number(horizontalHeader()->sectionSize(section));
    return widths.join(QLatin1Char(' '));
}

void RollingTable::restoreColumnWidths(const QString& widths)
{
    constexpr int widest = 4000;
    const QStringList words = widths.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QVector<int> sizes;
    for (const QString& word : words)
        if (const int size = word.toInt(); size > 0 && size <= widest)
            sizes << size;
    if (sizes.size() != words.size() || sizes.size() + 1 != horizontalHeader()->count())
        return;
    for (int section = 0; section < sizes.size(); ++section)
        horizontalHeader()->resizeSection(section, sizes[section]);
}

void RollingTable::change(const std::function<void()>& rows)
{
    const QScopedValueRollback moving(m_moving, true);
    setAutoScroll(false); // a current row that goes hands over to its neighbour
    const int top = rowAt(0);
    const QPersistentModelIndex anchor = top < 0 ? QModelIndex() : model()->index(top, 0);
    const int place = top < 0 ? 0 : rowViewportPosition(top);
    rows();
    setAutoScroll(true);
    updateGeometries(); // the scroll bar's range, now rather than soon
    if (m_following)
        verticalScrollBar()->setValue(newestEnd());
    else if (anchor.isValid())
        verticalScrollBar()->setValue(verticalHeader()->sectionPosition(anchor.row()) - place);
    if (!m_following && verticalScrollBar()->value() == newestEnd())
        setFollowing(true); // too few are left to scroll
}

void RollingTable::goToNewest()
{
    const QScopedValueRollback moving(m_moving, true);
    updateGeometries();
    verticalScrollBar()->setValue(newestEnd());
    setFollowing(true);
}

int RollingTable::newestEnd() const
{
    return m_newest == Newest::AtTop ? verticalScrollBar()->minimum()
                                     : verticalScrollBar()->maximum();
}

void RollingTable::onScrolled()
{
    if (!m_moving)
        setFollowing(verticalScrollBar()->value() == newestEnd());
}

void RollingTable::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    Q_EMIT followingChanged();
}

void RollingTable::resizeEvent(QResizeEvent* event)
{
    const bool following = m_following;
    {
        const QScopedValueRollback moving(m_moving, true);
        QTableView::resizeEvent(event);
    }
    if (following)
        goToNewest();
}

void RollingTable::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    if (m_following)
        goToNewest();
}

QString RollingTable::selectedText() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& row : qAsConst(rows)) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << printable(row.siblingAtColumn(column).data().toString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

int RollingTable::selectedCount() const
{
    return static_cast<int>(selectionModel()->selectedRows().size());
}

} // namespace sluice
