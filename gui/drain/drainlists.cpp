#include "gui/drain/drainlists.h"

#include "gui/console.h"
#include "gui/drain/shortlist.h"
#include "gui/model/connectioncolumn.h"
#include "gui/widgets/rowtable.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QGridLayout>
#include <QHeaderView>
#include <QTableView>
#include <algorithm>

namespace sluice {

namespace {

constexpr std::size_t mostLines = 100;

} // namespace

DrainLists::DrainLists(const Console& console, QWidget* parent)
    : QWidget(parent), m_console(console),
      m_blockers(new ShortList(
          [] {
              return QStringList { tr("ID"), tr("Connected"), tr("Idle"), tr("Queued") };
          },
          this)),
      m_leavers(new ShortList(
          [] {
              return QStringList { tr("Time"), tr("ID"), tr("Code"), tr("How") };
          },
          this)),
      m_blockersTitle(new ToneLabel(Tone::Plain, this)),
      m_leaversTitle(new ToneLabel(Tone::Plain, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_blockersTitle, 0, 0);
    grid->addWidget(m_leaversTitle, 0, 1);
    m_blockersTable = makeTable(m_blockers, m_blockersTitle, { 0, 9, 8, 7 });
    grid->addWidget(m_blockersTable, 1, 0);
    grid->addWidget(makeTable(m_leavers, m_leaversTitle, { 8, 0, 5, 13 }), 1, 1);
    for (int column = 0; column < 2; ++column)
        grid->setColumnStretch(column, 1);
}

QTableView* DrainLists::makeTable(ShortList* list, ToneLabel* title,
                                  std::initializer_list<int> letters)
{
    constexpr double little = 1.0;
    title->setScale(little, true);
    auto* table = new QTableView(this);
    title->setBuddy(table);
    table->setModel(list);
    rowtable::dress(*table, 6);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView* header = table->horizontalHeader();
    constexpr int beside = 6; // a cell's text
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    int section = 0;
    for (const int width : letters) {
        header->setSectionResizeMode(section,
                                     width == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (width > 0)
            header->resizeSection(section, width * letter + beside);
        ++section;
    }
    connect(table, &QTableView::activated, this, [this, list](const QModelIndex& index) {
        Q_EMIT connectionChosen(list->idAt(index.row()));
    });
    return table;
}

void DrainLists::refresh()
{
    m_blockersTitle->setText(tr("Still here, longest connected first"));
    m_leaversTitle->setText(tr("Last to leave"));
    refreshBlockers();
    refreshLeavers();
    const bool anyone = m_blockers->rowCount() > 0;
    m_blockersTable->setVisible(anyone);
    m_blockersTitle->setVisible(anyone);
    static_cast<QGridLayout*>(layout())->setColumnStretch(0, anyone ? 1 : 0);
}

void DrainLists::refreshBlockers()
{
    const ConnectionStore& store = m_console.connections();
    std::vector<const ConnectionRow*> rows;
    rows.reserve(store.count());
    for (ConnectionStore::Slot slot = 0; slot < store.slotCount(); ++slot)
        if (store.isHere(slot))
            rows.push_back(&store.row(slot));
    const auto shown = static_cast<std::ptrdiff_t>(std::min(rows.size(), mostLines));
    std::partial_sort(rows.begin(), rows.begin() + shown, rows.end(),
                      [](const ConnectionRow* a, const ConnectionRow* b) {
                          return a->connectedAt != b->connectedAt ? a->connectedAt < b->connectedAt
                                                                  : a->id < b->id;
                      });
    const qint64 now = m_console.serverTime();
    const auto since
        = [now](qint64 then) { return wording::span(std::chrono::milliseconds(now - then)); };
    std::vector<ShortList::Line> lines;
    for (auto row = rows.begin(); row != rows.begin() + shown; ++row)
        lines.push_back({ (*row)->id,
                          { (*row)->id, since((*row)->connectedAt), since((*row)->idleSince()),
                            connectioncolumn::text(ConnectionColumn::Queued, **row, now) } });
    m_blockers->setLines(std::move(lines));
}

void DrainLists::refreshLeavers()
{
    std::vector<ShortList::Line> lines;
    for (const Leaver& leaver : m_console.leavers().newestFirst()) {
        if (lines.size() == mostLines)
            break;
        const QString how = leaver.byServer ? tr("closed by server") : tr("left by itself");
        lines.push_back({ leaver.last.id,
                          { wording::clockTime(leaver.when), leaver.last.id,
                            QString::number(leaver.code), how } });
    }
    m_leavers->setLines(std::move(lines));
}

} // namespace sluice
