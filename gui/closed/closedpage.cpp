#include "gui/closed/closedpage.h"

#include "gui/console.h"
#include "gui/widgets/emptynote.h"
#include "gui/widgets/rollingtable.h"
#include "gui/widgets/rowtable.h"
#include "gui/wording.h"
#include <QStackedLayout>
#include <algorithm>
#include <initializer_list>
#include <numeric>

namespace sluice {

namespace {

constexpr std::initializer_list<int> letters { 9, 17, 8, 14, 10, 16, 12, 8, 10, 10 }; // a column

} // namespace

ClosedPage::ClosedPage(const Console& console, QWidget* parent)
    : TablePage(parent), m_console(console), m_pages(new QStackedLayout(this)),
      m_table(new RollingTable(RollingTable::Newest::AtTop, &m_model, this)),
      m_empty(new EmptyNote(this))
{
    m_table->setColumnWidths(letters);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    const auto& leavers = console.leavers().newestFirst();
    std::for_each(leavers.rbegin(), leavers.rend(),
                  [this](const Leaver& leaver) { m_model.add(leaver); });
    connect(&console, &Console::clientLeft, this,
            [this](const Leaver& leaver) { m_model.add(leaver); });
    retranslate();
}

void ClosedPage::commit()
{
    if (m_model.hasNews())
        m_table->change([this] { m_model.commit(); });
    rowtable::setFaded(*m_table, !m_console.isFresh());
    explainEmptiness();
}

// The sums of bytes are what is least asked for: where there is no room, nobody scrolls for them.
void ClosedPage::resizeEvent(QResizeEvent* event)
{
    TablePage::resizeEvent(event);
    const int whole = std::accumulate(letters.begin(), letters.end(), 0);
    const bool room = whole * fontMetrics().horizontalAdvance(QLatin1Char('0')) <= width();
    for (const auto column : { ClosedColumn::Received, ClosedColumn::Sent })
        m_table->setColumnHidden(static_cast<int>(column), !room);
}

void ClosedPage::setFilter(const QString& text)
{
    m_filter = text;
    m_table->change([&] { m_model.setFilter(text); });
    explainEmptiness();
}

TableState ClosedPage::state() const
{
    return { m_model.isFrozen(), static_cast<std::size_t>(m_model.rowCount()), m_model.total(),
             m_table->selectedCount() };
}

QString ClosedPage::selectedText() const
{
    return m_table->selectedText();
}

QString ClosedPage::columns() const
{
    return m_table->columnWidths();
}

void ClosedPage::setColumns(const QString& columns)
{
    m_table->restoreColumnWidths(columns);
}

QWidget* ClosedPage::keyTaker() const
{
    return m_table;
}

void ClosedPage::retranslate()
{
    m_table->setAccessibleName(tr("Closed connections"));
    m_model.retranslate();
    explainEmptiness();
}

void ClosedPage::explainEmptiness()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    if (m_model.rowCount() > 0)
        return;
    if (m_model.total() > 0)
        m_empty->say(tr("No closed connection fits the filter"),
                     tr("%1 hidden. Press Esc in the filter field to see them.")
                         .arg(wording::connections(m_model.total())));
    else
        m_empty->say(tr("No one has left yet"),
                     tr("Connections that end while this window looks on are listed here, with "
                        "their close code and who closed: the last %1 of them.")
                         .arg(wording::number(LeaverLog::most)));
}

} // namespace sluice
