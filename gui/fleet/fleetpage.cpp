#include "gui/fleet/fleetpage.h"

#include "gui/console.h"
#include "gui/fleet/fleetmodel.h"
#include "gui/servers/serverroster.h"
#include "gui/widgets/confirmation.h"
#include "gui/widgets/messagebar.h"
#include "gui/widgets/rowtable.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QGridLayout>
#include <QHeaderView>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTableView>
#include <QVBoxLayout>

namespace sluice {

FleetPage::FleetPage(const ServerRoster& roster, QWidget* parent)
    : QWidget(parent), m_roster(roster), m_messages(new MessageBar(this)),
      m_title(new ToneLabel(Tone::Plain, this)), m_sentence(new ToneLabel(Tone::Muted, this)),
      m_drainNext(new QPushButton(this)), m_startOver(new QPushButton(this)),
      m_table(new QTableView(this))
{
    constexpr double larger = 1.15;
    constexpr int margin = 12;
    m_title->setScale(larger, true);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("walk"));
    m_drainNext->setObjectName(QStringLiteral("drainNext"));
    connect(m_drainNext, &QPushButton::clicked, this, &FleetPage::drainNext);
    connect(m_startOver, &QPushButton::clicked, this, [this] {
        m_walk.startOver();
        refresh(m_table->currentIndex().row());
    });
    auto* head = new QGridLayout;
    head->setContentsMargins(margin, margin, margin, margin);
    head->setVerticalSpacing(2);
    head->addWidget(m_title, 0, 0);
    head->addWidget(m_sentence, 1, 0);
    head->addWidget(m_startOver, 0, 1, 2, 1);
    head->addWidget(m_drainNext, 0, 2, 2, 1);
    head->setColumnStretch(0, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    setUpTable();
    retranslate();
}

void FleetPage::setUpTable()
{
    m_table->setModel(new FleetModel(m_roster, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    rowtable::dress(*m_table, 12);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView* header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    constexpr int letters[] = { 12, 12, 22, 7, 8, 8, 9, 17 };
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int section = 0; section < FleetModel::columns; ++section)
        header->resizeSection(section, letters[section] * letter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid() && !m_following)
                    Q_EMIT chosen(now.row());
            });
    connect(m_table, &QAbstractItemView::activated, this, &FleetPage::opened);
}

void FleetPage::refresh(int shown)
{
    const QScopedValueRollback following(m_following, true);
    if (m_table->currentIndex().row() != shown && shown < m_table->model()->rowCount())
        m_table->setCurrentIndex(m_table->model()->index(shown, 0));
    const auto step = m_walk.next(m_roster);
    m_sentence->setText(step.sentence);
    m_drainNext->setEnabled(step.row >= 0);
    m_drainNext->setAccessibleDescription(step.sentence);
    m_startOver->setVisible(m_walk.isUnderWay());
}

void FleetPage::retranslate()
{
    m_title->setText(tr("Rolling restart"));
    m_drainNext->setText(tr("Drain Next…"));
    m_startOver->setText(tr("Start Over"));
    m_startOver->setToolTip(tr("Forget who has been restarted, and begin with the first server"));
    m_table->setAccessibleName(tr("Fleet"));
}

void FleetPage::drainNext()
{
    const auto step = m_walk.next(m_roster);
    if (step.row < 0)
        return;
    const QPointer<const Console> console = &m_roster.console(step.row);
    const auto clients = static_cast<int>(console->connections().count());
    ask(window(),
        { tr("Drain Next"), tr("Drain %1 now?").arg(m_roster.nameOf(step.row)),
          tr("Its %Ln client(s) are asked to leave for the other servers, and it ends when the "
             "last one has left. The walk goes on when it is back.",
             nullptr, clients),
          tr("Drain %1").arg(m_roster.nameOf(step.row)), tr("Not Now"), false },
        [this, console] {
            // Much may have happened since the question.
            const auto now = m_walk.next(m_roster);
            if (!console || now.row < 0 || &m_roster.console(now.row) != console)
                return;
            m_walk.begin(m_roster);
            Q_EMIT drainRequested(now.row);
        });
}

} // namespace sluice
