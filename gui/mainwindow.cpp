#include "gui/mainwindow.h"

#include "gui/closequestion.h"
#include "gui/commanddesk.h"
#include "gui/connections/connectionspage.h"
#include "gui/connections/connectiontable.h"
#include "gui/connections/detailsdock.h"
#include "gui/connections/detailspane.h"
#include "gui/connections/filterfield.h"
#include "gui/console.h"
#include "gui/consoletitle.h"
#include "gui/dialogs/windowdialogs.h"
#include "gui/drain/drainbanner.h"
#include "gui/farewell.h"
#include "gui/fleet/fleetpage.h"
#include "gui/look/emblem.h"
#include "gui/look/language.h"
#include "gui/menus.h"
#include "gui/servers/environmentbadge.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverroster.h"
#include "gui/servers/serverspane.h"
#include "gui/servers/welcomepage.h"
#include "gui/serverview.h"
#include "gui/statusline.h"
#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenuBar>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace sluice {

MainWindow::MainWindow(ServerRoster& roster, Language& language, QWidget* parent)
    : QMainWindow(parent), m_roster(roster),
      m_menus(new Menus(menuBar(), m_actions, language, m_theme)),
      m_environment(new EnvironmentBadge(this)),
      m_pane(new ServersPane(roster, m_serverActions, this)),
      m_welcome(new WelcomePage(m_serverActions, this)), m_centre(new QStackedWidget(this)),
      m_filter(new FilterField(this)), m_banner(new DrainBanner(m_actions, this)),
      m_tabs(new QTabBar(this)), m_body(new QStackedWidget(this)),
      m_views(new QStackedWidget(this)), m_fleet(new FleetPage(roster, this)),
      m_details(new DetailsDock(m_actions.details, this)), m_status(new StatusLine(this)),
      m_farewell(new Farewell(this))
{
    resize(1024, 640);
    setWindowIcon(emblem::icon());
    makeToolBar();
    makeCentre();
    addDockWidget(Qt::LeftDockWidgetArea, m_pane);
    m_menus->addServerActions(m_serverActions, m_pane->toggleViewAction());
    setStatusBar(m_status);
    addDockWidget(Qt::RightDockWidgetArea, m_details);
    connectOrders();
    connectActions();
    connectWindowDialogs(m_actions, language, m_theme, this);
    connectRoster();
    retranslate();
    paceTicks();
    m_tick.start();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeToolBar()
{
    constexpr int iconSide = 18;
    auto* bar = addToolBar(QString());
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu); // it cannot be hidden by mistake
    bar->setIconSize(QSize(iconSide, iconSide));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tools = bar;
    m_environmentPlace = bar->addWidget(m_environment);
    bar->addActions({ m_actions.pause, m_actions.drain, m_actions.broadcast, m_actions.freeze });
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_filter->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    bar->addWidget(m_filter);
}

void MainWindow::makeCentre()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(true);
    for (std::size_t i = 0; i < std::size(allPages); ++i)
        m_tabs->addTab(QString());
    m_tabs->setCurrentIndex(static_cast<int>(m_page));
    connect(m_tabs, &QTabBar::currentChanged, this,
            [this](int tab) { turnTo(allPages[static_cast<std::size_t>(tab)]); });
    connect(m_banner, &DrainBanner::showRequested, this, [this] { turnTo(Page::Drain); });
    auto* pages = new QWidget(m_centre);
    auto* column = new QVBoxLayout(pages);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_tabs);
    m_body->addWidget(m_views);
    m_body->addWidget(m_fleet);
    column->addWidget(m_body, 1);
    m_centre->addWidget(m_welcome);
    m_centre->addWidget(pages);
    setCentralWidget(m_centre);
}

// Every order an operator can give to the server that is shown, on its way to the server's desk.
void MainWindow::connectOrders()
{
    const std::pair<QAction*, void (CommandDesk::*)()> orders[] = {
        { m_actions.pause, &CommandDesk::togglePause },
        { m_actions.drain, &CommandDesk::openDrainDialog },
        { m_actions.extend, &CommandDesk::openExtendDialog },
        { m_actions.hurry, &CommandDesk::hurry },
        { m_actions.cancelDrain, &CommandDesk::cancelDrain },
        { m_actions.force, &CommandDesk::force },
        { m_actions.broadcast, &CommandDesk::openBroadcastDialog },
    };
    for (const auto& [action, order] : orders)
        connect(action, &QAction::triggered, this, [this, order = order] {
            if (view())
                (view()->desk().*order)();
        });
    connect(m_actions.close, &QAction::triggered, this, [this] {
        if (view())
            view()->desk().closeConnections(view()->connections().table().selectedIds());
    });
    connect(m_actions.message, &QAction::triggered, this, [this] {
        if (view())
            view()->desk().openMessageDialog(view()->connections().table().selectedIds());
    });
}

// What changes only this window.
void MainWindow::connectActions()
{
    connect(m_actions.copy, &QAction::triggered, this, &MainWindow::copySelection);
    connect(m_actions.freeze, &QAction::toggled, this, [this](bool frozen) {
        if (view())
            view()->setFrozen(frozen);
    });
    connect(m_actions.find, &QAction::triggered, m_filter, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.exportCsv, &QAction::triggered, this, [this] {
        if (view())
            view()->exportTable(m_roster.nameOf(m_views->currentIndex()));
    });
    connect(m_filter, &QLineEdit::textChanged, this, &MainWindow::filter);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::refresh);
    connect(m_farewell, &Farewell::over, this, &MainWindow::outcomeSeen);
    connect(m_farewell, &Farewell::said, this, [this](const QString& sentence) {
        view()->messages().say(MessageBar::Kind::Notice, sentence);
    });
}

// Del and Ctrl+C belong to the tables; in the filter field they edit text.
void MainWindow::routeKeys(ServerView& view)
{
    for (QAction* action : { m_actions.copy, m_actions.close })
        action->setShortcutContext(Qt::WidgetShortcut);
    for (const TablePage* page : view.tables())
        page->keyTaker()->addAction(m_actions.copy);
    view.connections().table().addAction(m_actions.close);
}

ServerView* MainWindow::view() const
{
    return qobject_cast<ServerView*>(m_views->currentWidget());
}

ServerView* MainWindow::viewAt(int row) const
{
    return qobject_cast<ServerView*>(m_views->widget(row));
}

void MainWindow::showServer(int row)
{
    if (row < 0 || row >= m_views->count())
        return refreshWords();
    m_views->setCurrentIndex(row);
    m_actions.freeze->setChecked(view()->connections().model().isFrozen());
    view()->turnTo(m_page);
    showFilter();
    refreshWords();
}

void MainWindow::turnTo(Page page)
{
    m_page = page;
    m_tabs->setCurrentIndex(static_cast<int>(page));
    m_body->setCurrentIndex(page == Page::Fleet ? 1 : 0);
    if (view())
        view()->turnTo(page);
    showFilter();
    refreshWords();
}

// The filter acts on the table that is shown. What is typed where there is none looks for
// connections.
void MainWindow::filter(const QString& text)
{
    if (!view() || m_filterFollows)
        return;
    view()->table(m_page).setFilter(text);
    if (!text.isEmpty() && !hasTable(m_page))
        turnTo(Page::Connections);
    refreshWords();
}

// Another server or page, another filter.
void MainWindow::showFilter()
{
    if (!view())
        return;
    m_filter->setSubject(m_page);
    const QString& text = view()->table(m_page).filter();
    const QScopedValueRollback following(m_filterFollows, true);
    if (m_filter->text() != text)
        m_filter->setText(text);
}

void MainWindow::refresh()
{
    m_roster.refresh();
    for (int row = 0; row < m_views->count(); ++row)
        viewAt(row)->commit();
    refreshWords();
}

// Everything around the view.
void MainWindow::refreshWords()
{
    const int row = shownRow();
    m_serverActions.refresh(m_roster, row, m_serverDesk != nullptr,
                            m_serverDesk && m_serverDesk->mayStartHere());
    m_pane->setCurrent(row);
    m_pane->refresh();
    m_fleet->refresh(row);
    m_banner->refresh(view() ? &view()->console() : nullptr, m_page == Page::Drain);
    if (row < 0) {
        setWindowTitle(QStringLiteral("Sluice"));
        m_actions.rest();
        return;
    }
    const ServerProfile& profile = m_roster.profile(row);
    m_environmentPlace->setVisible(profile.environment != Environment::None);
    m_environment->display(profile.environment);
    const TableState table = view()->table(m_page).state();
    m_actions.refresh(view()->console(), view()->connections().selectedCount(),
                      m_page == Page::Connections);
    m_actions.copy->setEnabled(hasTable(m_page) && table.selected > 0);
    m_status->refresh(view()->console(), table, { profile.isSecure(), m_roster.count() });
    setWindowTitle(consoleTitle(view()->console(), profile));
    m_details->pane().refresh(view()->console(), view()->connections());
    refreshTabs();
}

void MainWindow::refreshTabs()
{
    for (const Page page : allPages) {
        const int tab = static_cast<int>(page);
        if (const QString title = view()->title(page); m_tabs->tabText(tab) != title)
            m_tabs->setTabText(tab, title); // which lays all of them out
        if (const QIcon icon = view()->icon(page); !icon.isNull() || !m_tabs->tabIcon(tab).isNull())
            m_tabs->setTabIcon(tab, icon);
    }
}

void MainWindow::retranslate()
{
    m_menus->retranslate();
    m_filter->retranslate();
    m_pane->retranslate();
    m_fleet->retranslate();
    m_welcome->retranslate();
    m_tabs->setAccessibleName(tr("Pages"));
    m_details->retranslate();
    for (int row = 0; row < m_views->count(); ++row)
        viewAt(row)->retranslate();
    refreshWords();
}

void MainWindow::paceTicks()
{
    constexpr int shownMs = 250;
    constexpr int hiddenMs = 1000;
    m_tick.setInterval(isVisible() && !isMinimized() ? shownMs : hiddenMs);
}

void MainWindow::showConnection(const QString& id)
{
    turnTo(Page::Connections);
    m_filter->setText(QStringLiteral("id:") + id);
}

void MainWindow::copySelection()
{
    if (!view())
        return;
    const TablePage& page = view()->table(m_page);
    QGuiApplication::clipboard()->setText(page.selectedText());
    view()->messages().say(MessageBar::Kind::Done,
                           tr("%Ln row(s) are in the clipboard.", nullptr, page.state().selected));
}

QString MainWindow::columns(Page page) const
{
    return view() ? view()->table(page).columns() : QString();
}

void MainWindow::setColumns(Page page, const QString& columns)
{
    m_columns[page] = columns;
    for (int row = 0; row < m_views->count(); ++row)
        viewAt(row)->table(page).setColumns(columns);
}

void MainWindow::showOutcome()
{
    if (m_quitNow) {
        Q_EMIT outcomeSeen();
        return;
    }
    m_outcomeShown = true;
    showServer(m_roster.thisProcess());
    turnTo(Page::Drain);
    m_farewell->begin();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::WindowStateChange)
        paceTicks();
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    paceTicks();
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    paceTicks();
}

// A server elsewhere goes on without us; one in this process would end with it.
void MainWindow::closeEvent(QCloseEvent* event)
{
    const int own = m_roster.thisProcess();
    if (m_outcomeShown || own < 0 || m_roster.console(own).contact() == Console::Contact::Lost) {
        Q_EMIT outcomeSeen();
        return;
    }
    event->ignore();
    showServer(own);
    const Console& console = m_roster.console(own);
    askHowToClose(this, console.identity().node, console.drain().facts().isRunning(),
                  static_cast<int>(console.connections().count()),
                  [this, desk = QPointer<CommandDesk>(&view()->desk())](CloseAnswer answer) {
                      m_leaving
                          = answer == CloseAnswer::DrainAndQuit || answer == CloseAnswer::QuitNow;
                      if (answer == CloseAnswer::DrainAndQuit && desk)
                          desk->drainNow();
                      if (answer == CloseAnswer::QuitNow && desk) {
                          m_quitNow = true;
                          desk->forceNow();
                      }
                      if (answer == CloseAnswer::KeepRunning) {
                          hide();
                          Q_EMIT hiddenByOperator();
                      }
                  });
}

} // namespace sluice
