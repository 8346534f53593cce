#include "gui/serverview.h"

#include "gui/closed/closedpage.h"
#include "gui/commanddesk.h"
#include "gui/connections/connectionspage.h"
#include "gui/connections/connectiontable.h"
#include "gui/connections/csvexport.h"
#include "gui/console.h"
#include "gui/drain/drainpanel.h"
#include "gui/drain/drainwords.h"
#include "gui/log/logpage.h"
#include "gui/overview/overviewpage.h"
#include "gui/servers/contactwords.h"
#include "gui/widgets/rollingtable.h"
#include "gui/wording.h"
#include <QItemSelectionModel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace sluice {

namespace {

// A page that needs more room than a small window has is scrolled, and does not widen the window.
QWidget* scrolling(QWidget* page)
{
    auto* area = new QScrollArea(page->parentWidget());
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    return area;
}

} // namespace

ServerView::ServerView(Console& console, const ConsoleActions& actions, QWidget* parent)
    : QWidget(parent), m_console(console), m_desk(new CommandDesk(console, this)),
      m_messages(new MessageBar(this)), m_pages(new QStackedWidget(this)),
      m_overview(new OverviewPage(console, this)),
      m_connections(new ConnectionsPage(console, actions, this)),
      m_closed(new ClosedPage(console, this)), m_drain(new DrainPanel(console, actions, this)),
      m_log(new LogPage(console, this)), m_inTouch(console.isFresh())
{
    m_pages->addWidget(new QWidget(this)); // the fleet's, which the window shows
    for (QWidget* page : std::initializer_list<QWidget*> { scrolling(m_overview), m_connections,
                                                           m_closed, scrolling(m_drain), m_log })
        m_pages->addWidget(page); // in the order of Page
    m_pages->setCurrentIndex(static_cast<int>(m_page));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_pages, 1);
    connectConsole();
    m_second.start(1000);
}

void ServerView::connectConsole()
{
    connect(m_desk, &CommandDesk::said, m_messages, &MessageBar::say);
    connect(m_desk, &CommandDesk::drainBegun, this, [this] { Q_EMIT pageWanted(Page::Drain); });
    connect(m_drain, &DrainPanel::connectionChosen, this, &ServerView::connectionWanted);
    connect(m_drain, &DrainPanel::reportCopied, this, [this] {
        m_messages->say(MessageBar::Kind::Done, tr("The report is in the clipboard."));
    });
    const auto retell = [this] {
        refreshWords();
        Q_EMIT changed();
    };
    connect(&m_console, &Console::contactChanged, this, retell);
    connect(&m_console, &Console::identityChanged, this, retell);
    connect(&m_console, &Console::statsChanged, this, retell);
    connect(&m_console, &Console::drainChanged, this, retell);
    connect(&m_console, &Console::contactChanged, this, &ServerView::onContact);
    connect(&m_console, &Console::restarted, this, &ServerView::onRestarted);
    for (const QItemSelectionModel* selection :
         { m_connections->table().selectionModel(), m_closed->table().selectionModel(),
           m_log->table().selectionModel() })
        connect(selection, &QItemSelectionModel::selectionChanged, this, &ServerView::changed);
    connect(&m_second, &QTimer::timeout, this, [this] { m_console.drain().sampleRate(); });
}

void ServerView::onContact()
{
    const auto contact = m_console.contact();
    const bool lost = contact == Console::Contact::Lost || contact == Console::Contact::Waiting;
    if (lost)
        m_lostAt = QDateTime::currentDateTime();
    const bool worthSaying = lost
        && (m_console.metWrongKey() || m_console.identity().node.isEmpty()
            || (m_inTouch && !m_console.endedAsExpected()));
    if (worthSaying || contact == Console::Contact::Refused)
        sayContact();
    else if (contact == Console::Contact::Live && !m_inTouch
             && m_messages->kind() == MessageBar::Kind::Failure)
        m_messages->hide(); // it spoke of the line that is here again
    m_inTouch = contact == Console::Contact::Live || (m_inTouch && !lost);
}

void ServerView::sayContact()
{
    if (m_console.contact() == Console::Contact::Refused)
        m_complaint = tr("The server does not accept the token. Edit Server takes another one.");
    else if (m_console.metWrongKey())
        m_complaint = tr("The server shows another key than the pinned one, and has been told "
                         "nothing. Edit Server takes another pin.");
    else if (m_console.identity().node.isEmpty())
        m_complaint = tr("There is no contact yet: %1.").arg(contactwords::trouble(m_console));
    else
        m_complaint = tr("The line to the server is lost. What you see is how it was at %1.")
                          .arg(wording::clockTime(m_lostAt));
    m_messages->say(MessageBar::Kind::Failure, m_complaint);
    m_messages->setDetail(m_console.trouble());
}

void ServerView::onRestarted(const QString& formerVersion)
{
    const ServerIdentity& now = m_console.identity();
    m_messages->say(MessageBar::Kind::Notice,
                    now.version == formerVersion
                        ? tr("%1 has been restarted.").arg(now.node)
                        : tr("%1 has been restarted: version %2 follows %3.")
                              .arg(now.node, now.version, formerVersion));
}

void ServerView::setAddress(const QString& address)
{
    m_overview->setAddress(address);
}

void ServerView::turnTo(Page page)
{
    m_page = page;
    m_pages->setCurrentIndex(static_cast<int>(page));
    refreshWords();
}

QString ServerView::title(Page page) const
{
    switch (page) {
    case Page::Fleet:
        return tr("Fleet");
    case Page::Overview:
        return tr("Overview");
    case Page::Connections:
        return tr("Connections %1").arg(wording::number(m_connections->model().total()));
    case Page::Closed:
        return tr("Closed");
    case Page::Drain:
        return tr("Drain");
    case Page::Log:
        return tr("Log");
    }
    return {};
}

QIcon ServerView::icon(Page page) const
{
    const auto state = m_console.drain().facts().state;
    if (page != Page::Drain || state == drain::State::Serving)
        return {};
    const auto sign = drainwords::sign(state);
    return glyphIcon(sign.glyph, toneColour(sign.tone, palette()));
}

TablePage& ServerView::table(Page page) const
{
    if (page == Page::Closed)
        return *m_closed;
    if (page == Page::Log)
        return *m_log;
    return *m_connections;
}

std::vector<TablePage*> ServerView::tables() const
{
    return { m_connections, m_closed, m_log };
}

void ServerView::setFrozen(bool frozen)
{
    for (TablePage* page : tables())
        page->setFrozen(frozen);
}

void ServerView::commit()
{
    m_console.checkContact();
    for (TablePage* page : tables())
        page->commit();
    if (isVisible())
        refreshWords();
}

void ServerView::refreshWords()
{
    if (m_page == Page::Overview)
        m_overview->refresh();
    if (m_page == Page::Drain)
        m_drain->refresh();
}

void ServerView::exportTable(const QString& server)
{
    const int selected = m_connections->selectedCount();
    const int rows = selected > 0 ? selected : m_connections->model().rowCount();
    QString name = server; // an address has letters that no file may have
    for (const char letter : { '/', '\\', ':' })
        name.replace(QLatin1Char(letter), QLatin1Char('-'));
    csvexport::ask(window(), this, name + QStringLiteral(".csv"), m_connections->table().csv(),
                   [this, rows](const QString& path, const QString& failure) {
                       if (failure.isEmpty())
                           m_messages->say(MessageBar::Kind::Done,
                                           tr("%Ln row(s) are in %1.", nullptr, rows).arg(path));
                       else
                           m_messages->say(MessageBar::Kind::Failure,
                                           tr("%1 could not be written: %2").arg(path, failure));
                   });
}

void ServerView::retranslate()
{
    m_overview->retranslate();
    if (!m_messages->isHidden() && m_messages->sentence() == m_complaint)
        sayContact(); // it stands until the line is back
    for (TablePage* page : tables())
        page->retranslate();
    m_drain->refresh();
    refreshWords();
}

} // namespace sluice
