#include "gui/log/logpage.h"

#include "gui/console.h"
#include "gui/look/glyph.h"
#include "gui/widgets/emptynote.h"
#include "gui/widgets/rollingtable.h"
#include "gui/widgets/rowtable.h"
#include "gui/wording.h"
#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <utility>

namespace sluice {

namespace {

constexpr int gap = 8;
constexpr LogLevel levels[]
    = { LogLevel::Trace, LogLevel::Info, LogLevel::Warning, LogLevel::Error };

} // namespace

LogPage::LogPage(Console& console, QWidget* parent) : TablePage(parent), m_console(console)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    m_pages = new QStackedLayout;
    column->addLayout(m_pages, 1);
    m_empty = new EmptyNote(this);
    m_pages->addWidget(makeLines());
    m_pages->addWidget(m_empty);
    connect(&console, &Console::logged, this,
            [this](const LogEntry& entry) { m_model.add(entry); });
    connect(&console, &Console::contactChanged, this, &LogPage::onContact);
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPage::chooseLevel);
    connect(m_jump, &QPushButton::clicked, m_table, &RollingTable::goToNewest);
    connect(m_table, &RollingTable::followingChanged, this,
            [this] { m_jump->setVisible(!m_table->isFollowing()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LogPage::showWhole);
    m_jump->hide();
    retranslate();
}

QWidget* LogPage::makeBar()
{
    auto* bar = new QWidget(this);
    m_levelCaption = new QLabel(bar);
    m_level = new QComboBox(bar);
    for (const LogLevel level : levels)
        m_level->addItem(QString(), static_cast<int>(level));
    m_levelCaption->setBuddy(m_level);
    m_jump = new QPushButton(bar);
    m_jump->setIcon(glyphIcon(Glyph::Newest));
    QSizePolicy place = m_jump->sizePolicy();
    place.setRetainSizeWhenHidden(true); // or the bar would grow when it comes
    m_jump->setSizePolicy(place);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(gap, gap / 2, gap, gap / 2);
    row->setSpacing(gap);
    row->addWidget(m_levelCaption);
    row->addWidget(m_level);
    row->addStretch();
    row->addWidget(m_jump);
    return bar;
}

QWidget* LogPage::makeLines()
{
    auto* lines = new QWidget(this);
    m_table = new RollingTable(RollingTable::Newest::AtBottom, &m_model, lines);
    m_table->setColumnWidths({ 12, 16, 19, 40 });
    m_whole = new QPlainTextEdit(lines);
    m_whole->setReadOnly(true);
    m_whole->setFrameShape(QFrame::NoFrame);
    m_whole->setTabChangesFocus(true);
    m_whole->viewport()->setBackgroundRole(QPalette::Window); // it is no part of the table
    constexpr int margin = 7; // as in the cells above
    m_whole->document()->setDocumentMargin(margin);
    constexpr int linesInSight = 3;
    m_whole->setFixedHeight(fontMetrics().lineSpacing() * linesInSight + 2 * margin);
    auto* column = new QVBoxLayout(lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addWidget(m_table, 1);
    column->addWidget(m_whole);
    return lines;
}

void LogPage::showEvent(QShowEvent* event)
{
    TablePage::showEvent(event);
    m_console.watchLog();
}

void LogPage::onContact()
{
    const auto contact = m_console.contact();
    if (contact == Console::Contact::Waiting || contact == Console::Contact::Lost)
        m_missed = m_model.total() > 0 || m_model.hasNews();
    else if (contact == Console::Contact::Live && std::exchange(m_missed, false))
        m_model.add({ m_console.serverTime(),
                      LogLevel::Warning,
                      QStringLiteral("console"),
                      QStringLiteral("line_lost"),
                      tr("The line to the server was lost. What it logged meanwhile is not here."),
                      {} });
}

void LogPage::chooseLevel()
{
    m_table->change(
        [this] { m_model.setLeast(static_cast<LogLevel>(m_level->currentData().toInt())); });
    showWhole();
    explainEmptiness();
}

void LogPage::showWhole()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    m_whole->setPlainText(rows.empty() ? QString() : m_model.at(rows.front().row()).whole());
}

void LogPage::commit()
{
    if (m_model.hasNews())
        m_table->change([this] { m_model.commit(); });
    rowtable::setFaded(*m_table, !m_console.isFresh());
    explainEmptiness();
}

void LogPage::setFilter(const QString& text)
{
    m_filter = text;
    m_table->change([&] { m_model.setFilter(text); });
    showWhole();
    explainEmptiness();
}

TableState LogPage::state() const
{
    return { m_model.isFrozen(), static_cast<std::size_t>(m_model.rowCount()), m_model.total(),
             m_table->selectedCount() };
}

QString LogPage::selectedText() const
{
    return m_table->selectedText();
}

QString LogPage::columns() const
{
    return m_table->columnWidths();
}

void LogPage::setColumns(const QString& columns)
{
    m_table->restoreColumnWidths(columns);
}

QWidget* LogPage::keyTaker() const
{
    return m_table;
}

void LogPage::retranslate()
{
    const QString names[]
        = { tr("All levels"), tr("Info and above"), tr("Warnings and errors"), tr("Errors only") };
    static_assert(std::size(names) == std::size(levels));
    for (int i = 0; i < m_level->count(); ++i)
        m_level->setItemText(i, names[i]);
    m_levelCaption->setText(tr("&Level:"));
    m_jump->setText(tr("&Jump to Newest"));
    m_table->setAccessibleName(tr("Log"));
    m_whole->setAccessibleName(tr("The chosen line"));
    m_whole->setPlaceholderText(tr("Choose a line to read all of it here."));
    m_model.retranslate();
    explainEmptiness();
}

void LogPage::explainEmptiness()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    if (m_model.rowCount() > 0)
        return;
    if (m_model.total() > 0)
        m_empty->say(tr("No line fits the filter"),
                     tr("%Ln line(s) hidden. Choose another level, or press Esc in the filter "
                        "field.",
                        nullptr, static_cast<int>(m_model.total())));
    else
        m_empty->say(tr("Nothing has been logged yet"),
                     tr("What the server logs from now on is shown here, the last %1 lines of it. "
                        "Its setting log_level says how much that is.")
                         .arg(wording::number(LogModel::most)));
}

} // namespace sluice
