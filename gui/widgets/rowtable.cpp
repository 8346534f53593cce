#include "gui/widgets/rowtable.h"

#include "gui/look/tones.h"
#include <QHeaderView>
#include <QTableView>

namespace sluice::rowtable {

void dress(QTableView& table, int air)
{
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    QHeaderView* rows = table.verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(1);
    rows->setDefaultSectionSize(table.fontMetrics().height() + air);
    table.horizontalHeader()->setHighlightSections(false);
}

void setFaded(QTableView& table, bool faded)
{
    const QPalette& around = table.parentWidget()->palette();
    const QColor colour = faded ? tonesOn(around).muted : around.color(QPalette::Text);
    QPalette look = table.palette();
    if (look.color(QPalette::Text) == colour)
        return;
    look.setColor(QPalette::Text, colour);
    table.setPalette(look);
}

} // namespace sluice::rowtable
