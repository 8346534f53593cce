#include "gui/mainwindow.h"

#include "gui/closequestion.h"
#include "gui/commanddesk.h"
#include "gui/connections/connectionspage.h"
#include "gui/connections/connectiontable.h"
#include "gui/connections/filterfield.h"
#include "gui/console.h"
#include "gui/consoletitle.h"
#include "gui/drain/drainbanner.h"
#include "gui/drain/drainpanel.h"
#include "gui/drain/drainwords.h"
#include "gui/farewell.h"
#include "gui/look/language.h"
#include "gui/menus.h"
#include "gui/statusline.h"
#include "gui/wording.h"
#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenuBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace sluice {

MainWindow::MainWindow(Console& console, Language& language, QWidget* parent)
    : QMainWindow(parent), m_console(console), m_desk(new CommandDesk(console, this)),
      m_menus(new Menus(menuBar(), m_actions, language)), m_filter(new FilterField(this)),
      m_messages(new MessageBar(this)), m_banner(new DrainBanner(console, m_actions, this)),
      m_tabs(new QTabWidget(this)), m_connections(new ConnectionsPage(console, m_actions, this)),
      m_drain(new DrainPanel(console, m_actions, this)), m_status(new StatusLine(this)),
      m_farewell(new Farewell(this))
{
    resize(1024, 640);
    makeToolBar();
    makeCentre();
    setStatusBar(m_status);
    connectActions();
    connectConsole();
    retranslate();
    paceTicks();
    m_tick.start();
    m_second.start(1000);
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
    bar->addActions({ m_actions.pause, m_actions.drain, m_actions.freeze });
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_filter->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    bar->addWidget(m_filter);
}

void MainWindow::makeCentre()
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_connections, QString());
    m_tabs->addTab(m_drain, QString());
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_messages);
    column->addWidget(m_tabs, 1);
    setCentralWidget(centre);
}

// Every order an operator can give, on its way to the desk.
void MainWindow::connectActions()
{
    m_desk->listenTo(m_actions);
    connect(m_actions.close, &QAction::triggered, this,
            [this] { m_desk->closeConnections(m_connections->table().selectedIds()); });
    connect(m_actions.copy, &QAction::triggered, this, &MainWindow::copySelection);
    connect(m_actions.freeze, &QAction::toggled, m_connections, &ConnectionsPage::setFrozen);
    connect(m_actions.find, &QAction::triggered, m_filter, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_connections->setFilter(text);
        if (!text.isEmpty())
            m_tabs->setCurrentWidget(m_connections);
        refreshWords();
    });
    // Del and Ctrl+C belong to the table; in the filter field they edit text.
    for (QAction* action : { m_actions.copy, m_actions.close }) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_connections->table().addAction(action);
    }
}

// What is heard, on its way to the eye.
void MainWindow::connectConsole()
{
    connect(m_desk, &CommandDesk::said, m_messages, &MessageBar::say);
    connect(m_desk, &CommandDesk::drainBegun, this, &MainWindow::showDrain);
    connect(m_banner, &DrainBanner::showRequested, this, &MainWindow::showDrain);
    connect(m_drain, &DrainPanel::connectionChosen, this, &MainWindow::showConnection);
    connect(m_drain, &DrainPanel::reportCopied, this, [this] {
        m_messages->say(MessageBar::Kind::Done, tr("The report is in the clipboard."));
    });
    connect(&m_console, &Console::contactChanged, this, &MainWindow::refreshWords);
    connect(&m_console, &Console::identityChanged, this, &MainWindow::refreshWords);
    connect(&m_console, &Console::statsChanged, this, &MainWindow::refreshWords);
    connect(&m_console, &Console::drainChanged, this, &MainWindow::refreshWords);
    connect(&m_console, &Console::contactChanged, this, &MainWindow::onContact);
    connect(m_connections->table().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_actions.refresh(m_console, m_connections->selectedCount()); });
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::refresh);
    connect(&m_second, &QTimer::timeout, this, [this] { m_console.drain().sampleRate(); });
    connect(m_farewell, &Farewell::over, this, &MainWindow::outcomeSeen);
    connect(m_farewell, &Farewell::said, this, [this](const QString& sentence) {
        m_messages->say(MessageBar::Kind::Notice, sentence);
    });
}

void MainWindow::onContact()
{
    if (m_console.contact() == Console::Contact::Lost && !m_console.endedAsExpected())
        m_messages->say(MessageBar::Kind::Failure,
                        tr("The line to the server is lost. What you see is how it was at %1.")
                            .arg(wording::clockTime(QDateTime::currentDateTime())));
}

void MainWindow::refresh()
{
    m_console.checkContact();
    m_connections->commit();
    refreshWords();
}

// Everything but the table.
void MainWindow::refreshWords()
{
    const int selected = m_connections->selectedCount();
    const DrainFacts& facts = m_console.drain().facts();
    m_actions.refresh(m_console, selected);
    m_banner->refresh(m_tabs->currentWidget() == m_drain);
    m_status->refresh(m_console, m_connections->model(), selected);
    m_tabs->setTabText(0,
                       tr("Connections %1").arg(wording::number(m_connections->model().total())));
    m_tabs->setTabText(1, tr("Drain"));
    const auto sign = drainwords::sign(facts.state);
    const bool draining = facts.state != drain::State::Serving;
    m_tabs->setTabIcon(
        1, draining ? glyphIcon(sign.glyph, toneColour(sign.tone, palette())) : QIcon());
    if (m_tabs->currentWidget() == m_drain)
        m_drain->refresh();
    setWindowTitle(consoleTitle(m_console));
}

void MainWindow::retranslate()
{
    m_menus->retranslate();
    m_filter->retranslate();
    m_connections->retranslate();
    refreshWords();
    m_drain->refresh();
}

void MainWindow::paceTicks()
{
    constexpr int shownMs = 250;
    constexpr int hiddenMs = 1000;
    m_tick.setInterval(isVisible() && !isMinimized() ? shownMs : hiddenMs);
}

void MainWindow::showDrain()
{
    m_tabs->setCurrentWidget(m_drain);
    m_drain->refresh();
}

void MainWindow::showConnection(const QString& id)
{
    m_filter->setText(QStringLiteral("id:") + id);
    m_tabs->setCurrentWidget(m_connections);
}

void MainWindow::copySelection()
{
    QGuiApplication::clipboard()->setText(m_connections->table().selectedText());
    m_messages->say(
        MessageBar::Kind::Done,
        tr("%Ln row(s) are in the clipboard.", nullptr, m_connections->selectedCount()));
}

void MainWindow::showOutcome()
{
    m_outcomeShown = true;
    showDrain();
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

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_outcomeShown || m_console.contact() == Console::Contact::Lost) {
        Q_EMIT outcomeSeen();
        return;
    }
    event->ignore();
    askHowToClose(this, m_console.identity().node, m_console.drain().facts().isRunning(),
                  static_cast<int>(m_console.connections().count()), [this](CloseAnswer answer) {
                      if (answer == CloseAnswer::DrainAndQuit)
                          m_desk->drainNow();
                      if (answer == CloseAnswer::KeepRunning) {
                          hide();
                          Q_EMIT hiddenByOperator();
                      }
                  });
}

} // namespace sluice
