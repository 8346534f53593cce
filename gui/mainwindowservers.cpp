// How the window follows the roster: which servers there are, and where orders about them go.
#include "gui/commanddesk.h"
#include "gui/connections/detailsdock.h"
#include "gui/connections/detailspane.h"
#include "gui/console.h"
#include "gui/fleet/fleetpage.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverroster.h"
#include "gui/servers/serverspane.h"
#include "gui/servers/welcomepage.h"
#include "gui/serverview.h"
#include "gui/statusline.h"
#include "gui/tablepage.h"
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <utility>

namespace sluice {

void MainWindow::connectRoster()
{
    connect(&m_roster, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int row) { addView(row); });
    connect(&m_roster, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int row) { removeView(row); });
    connect(&m_roster, &QAbstractItemModel::rowsRemoved, this, &MainWindow::arrange);
    connect(&m_roster, &ServerRoster::profileChanged, this, &MainWindow::onProfile);
    connect(m_fleet, &FleetPage::chosen, this, &MainWindow::showServer);
    connect(m_fleet, &FleetPage::opened, this, [this] { turnTo(Page::Connections); });
    connect(m_fleet, &FleetPage::drainRequested, this,
            [this](int row) { viewAt(row)->desk().drainNow(); });
    connect(m_pane, &ServersPane::chosen, this,
            [this](int row) { showConsole(m_roster.console(row)); });
    for (int row = 0; row < m_roster.count(); ++row)
        addView(row);
    arrange();
}

void MainWindow::addView(int row)
{
    auto* added = new ServerView(m_roster.console(row), m_actions, m_views);
    added->setAddress(m_roster.profile(row).url);
    m_views->insertWidget(row, added);
    routeKeys(*added);
    connect(added, &ServerView::changed, this, &MainWindow::refreshWords);
    connect(added, &ServerView::pageWanted, this, [this, added](Page page) {
        if (added == view() && m_page != Page::Fleet) // a walk through the fleet goes on there
            turnTo(page);
    });
    connect(&added->desk(), &CommandDesk::said, this,
            [this, added](MessageBar::Kind kind, const QString& sentence) {
                if (m_page == Page::Fleet)
                    say(added, kind, sentence);
            });
    connect(added, &ServerView::connectionWanted, this, &MainWindow::showConnection);
    added->retranslate();
    for (const auto& [page, columns] : m_columns)
        added->table(page).setColumns(columns);
    connect(&added->console(), &Console::drainChanged, this,
            [this, added] { onDrain(added->console()); });
    onProfile(row);
    if (m_views->count() == 1)
        showServer(0);
    arrange();
}

void MainWindow::removeView(int row)
{
    QWidget* gone = m_views->widget(row);
    const bool shown = gone == view();
    m_views->removeWidget(gone);
    delete gone; // its console goes right after
    m_details->pane().clear();
    if (shown)
        showServer(std::min(row, m_views->count() - 1));
}

void MainWindow::setServerDesk(ServerDesk& desk)
{
    m_serverDesk = &desk;
    m_serverActions.obey(desk, this, [this] { return shownRow(); });
    connect(&desk, &ServerDesk::opened, this, &MainWindow::showServer);
    connect(&desk, &ServerDesk::said, this,
            [this](MessageBar::Kind kind, const QString& sentence, int row) {
                say(viewAt(row), kind, sentence);
            });
    refreshWords();
}

void MainWindow::say(const ServerView* of, MessageBar::Kind kind, const QString& sentence)
{
    const int row = of ? m_roster.rowOf(of->console()) : -1;
    if (!view())
        m_welcome->complain(sentence);
    else if (m_page == Page::Fleet)
        m_fleet->messages().say(
            kind, row < 0 ? sentence : tr("%1: %2").arg(m_roster.nameOf(row), sentence));
    else
        (of ? of : view())->messages().say(kind, sentence);
}

// Without a server there is nothing to give orders to; this process's alone needs no list.
void MainWindow::arrange()
{
    const int count = m_roster.count();
    m_centre->setCurrentIndex(count > 0 ? 1 : 0);
    m_tools->setVisible(count > 0);
    m_status->setVisible(count > 0);
    if (count < 2 && m_page == Page::Fleet)
        turnTo(Page::Connections); // before its tab goes, or the tab bar chooses another
    m_tabs->setTabVisible(static_cast<int>(Page::Fleet), count > 1);
    const bool list = count > 1 || (count == 1 && m_roster.thisProcess() < 0);
    if (std::exchange(m_listWanted, list) != list)
        m_pane->setVisible(list);
    refreshWords();
}

void MainWindow::settle()
{
    m_listWanted.reset();
    arrange();
}

void MainWindow::showConsole(const Console& console)
{
    for (int row = 0; row < m_views->count(); ++row)
        if (&viewAt(row)->console() == &console)
            return showServer(row);
}

void MainWindow::onProfile(int row)
{
    const bool production = m_roster.profile(row).environment == Environment::Production;
    viewAt(row)->desk().setGuarded(production);
    refreshWords();
}

// Who called the drain off with which this window was to go stays.
void MainWindow::onDrain(const Console& console)
{
    if (m_roster.rowOf(console) != m_roster.thisProcess())
        return;
    const DrainFacts& facts = console.drain().facts();
    const bool cancelled = m_ownDrains && facts.state == drain::State::Serving;
    m_ownDrains = facts.isRunning();
    if (cancelled)
        m_leaving = false;
}

int MainWindow::shownRow() const
{
    return view() ? m_roster.rowOf(view()->console()) : -1;
}

} // namespace sluice
