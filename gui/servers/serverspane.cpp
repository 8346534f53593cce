#include "gui/servers/serverspane.h"

#include "gui/console.h"
#include "gui/look/tones.h"
#include "gui/servers/serveractions.h"
#include "gui/servers/serverdelegate.h"
#include "gui/servers/serverroster.h"
#include "gui/widgets/actionbutton.h"
#include "gui/widgets/tonelabel.h"
#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

namespace sluice {

namespace {

constexpr int margin = 10;

// As wide as a usual name and state need, until somebody moves its edge.
class Inside final : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override
    {
        constexpr int letters = 32;
        return { letters * fontMetrics().averageCharWidth() * 5 / 4, QWidget::sizeHint().height() };
    }
};

} // namespace

ServersPane::ServersPane(ServerRoster& roster, const ServerActions& actions, QWidget* window)
    : QDockWidget(window), m_roster(roster), m_actions(actions), m_list(new QListView(this)),
      m_title(new ToneLabel(Tone::Muted, this)), m_live(new ToneLabel(Tone::Muted, this))
{
    setObjectName(QStringLiteral("servers"));
    setFeatures(QDockWidget::DockWidgetClosable); // by the View menu
    setAllowedAreas(Qt::LeftDockWidgetArea);
    setTitleBarWidget(makeHeader());
    m_list->setModel(&roster);
    m_list->setItemDelegate(new ServerDelegate(roster, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ServersPane::openMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid())
                    Q_EMIT chosen(now.row());
            });
    auto* add = new ActionButton(actions.add, this);
    auto* inside = new Inside(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(margin, margin / 2, margin, margin);
    foot->addWidget(add);
    column->addLayout(foot);
    constexpr int letters = 24;
    inside->setMinimumWidth(letters * fontMetrics().averageCharWidth() * 5 / 4);
    setWidget(inside);
    retranslate();
}

QWidget* ServersPane::makeHeader()
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(margin, 6, margin, 6);
    QFont small = m_title->font();
    small.setBold(true);
    small.setCapitalization(QFont::AllUppercase);
    small.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    m_title->setFont(small);
    row->addWidget(m_title);
    row->addStretch();
    row->addWidget(m_live);
    return header;
}

void ServersPane::setCurrent(int row)
{
    const QSignalBlocker quiet(this);
    if (m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_roster.index(row));
}

// The roster tells of changed words by itself; how high a row is must be asked anew.
void ServersPane::refresh()
{
    m_live->setText(tr("%1 of %2").arg(m_roster.live()).arg(m_roster.count()));
    m_live->setAccessibleName(
        tr("%1 of %Ln server(s) in touch", nullptr, m_roster.count()).arg(m_roster.live()));
    QVector<bool> tall;
    for (int row = 0; row < m_roster.count(); ++row)
        tall << m_roster.console(row).drain().facts().isRunning();
    if (tall == m_tall)
        return;
    m_tall = tall;
    m_list->doItemsLayout();
}

void ServersPane::retranslate()
{
    setWindowTitle(tr("Servers"));
    m_title->setText(tr("Servers"));
    m_list->setAccessibleName(tr("Servers"));
    refresh();
}

void ServersPane::openMenu(const QPoint& where)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_list->indexAt(where).isValid()) {
        menu->addActions({ m_actions.reconnect, m_actions.edit, m_actions.remove });
        menu->addSeparator();
    }
    menu->addAction(m_actions.add);
    menu->popup(m_list->viewport()->mapToGlobal(where));
}

} // namespace sluice
