#include "gui/drain/drainpanel.h"

#include "gui/console.h"
#include "gui/consoleactions.h"
#include "gui/drain/drainheader.h"
#include "gui/drain/drainlists.h"
#include "gui/drain/drainprogress.h"
#include "gui/drain/drainwords.h"
#include "gui/widgets/actionbutton.h"
#include "gui/widgets/card.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace sluice {

namespace {

constexpr int gap = 10;
constexpr int cardMargin = 14;

} // namespace

DrainPanel::DrainPanel(const Console& console, const ConsoleActions& actions, QWidget* parent)
    : QWidget(parent), m_console(console), m_pages(new QStackedLayout(this))
{
    m_pages->addWidget(makeIdlePage(actions));
    m_pages->addWidget(makeDrainPage(actions));
    refresh();
}

QWidget* DrainPanel::makeIdlePage(const ConsoleActions& actions)
{
    auto* page = new QWidget(this);
    m_idleTitle = new GlyphLabel(page);
    QFont larger = font();
    larger.setPointSizeF(font().pointSizeF() * 1.5);
    m_idleTitle->setFont(larger);
    m_idleText = new ToneLabel(Tone::Muted, page);
    m_idleText->setWordWrap(true);
    m_idleText->setAlignment(Qt::AlignCenter);
    constexpr int widthForSentences = 520;
    m_idleText->setFixedWidth(widthForSentences);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(14);
    column->addStretch(2);
    column->addWidget(m_idleTitle, 0, Qt::AlignCenter);
    column->addWidget(m_idleText, 0, Qt::AlignCenter);
    column->addWidget(new ActionButton(actions.drain, page), 0, Qt::AlignCenter);
    column->addStretch(3);
    return page;
}

QWidget* DrainPanel::makeDrainPage(const ConsoleActions& actions)
{
    auto* page = new QWidget(this);
    auto* card = new Card(page);
    m_header = new DrainHeader(card);
    m_progress = new DrainProgress(card);
    m_lists = new DrainLists(m_console, page);
    connect(m_lists, &DrainLists::connectionChosen, this, &DrainPanel::connectionChosen);
    m_buttons = makeButtons(actions);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(cardMargin, gap, cardMargin, gap);
    inside->setSpacing(gap);
    inside->addWidget(m_header);
    inside->addWidget(m_progress);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(gap);
    column->addWidget(makeOutcome());
    column->addWidget(card);
    column->addWidget(m_buttons);
    column->addWidget(m_lists, 1);
    return page;
}

QWidget* DrainPanel::makeButtons(const ConsoleActions& actions)
{
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    for (QAction* action : { actions.extend, actions.hurry, actions.cancelDrain })
        row->addWidget(new ActionButton(action, buttons));
    row->addStretch();
    row->addWidget(new ActionButton(actions.force, buttons)); // away from the harmless ones
    return buttons;
}

QWidget* DrainPanel::makeOutcome()
{
    m_outcomeCard = new Card(this);
    m_outcome = new ToneLabel(Tone::Good, m_outcomeCard);
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse);
    constexpr double larger = 1.15;
    m_outcome->setScale(larger, true);
    m_copyReport = new QPushButton(m_outcomeCard);
    m_copyReport->setIcon(glyphIcon(Glyph::Copy));
    connect(m_copyReport, &QPushButton::clicked, this, &DrainPanel::copyReport);
    auto* row = new QHBoxLayout(m_outcomeCard);
    row->setContentsMargins(cardMargin, gap, cardMargin, gap);
    row->addWidget(m_outcome, 1);
    row->addWidget(m_copyReport);
    m_outcomeCard->hide();
    return m_outcomeCard;
}

void DrainPanel::refresh()
{
    const bool serving = m_console.drain().facts().state == drain::State::Serving;
    m_pages->setCurrentIndex(serving ? 0 : 1);
    if (serving)
        refreshIdle();
    else
        refreshDrain();
}

void DrainPanel::refreshIdle()
{
    if (m_console.identity().bootId.isEmpty()) {
        m_idleTitle->display(Glyph::Hollow, tr("Not known yet"), Tone::Muted);
        m_idleText->clear();
        return;
    }
    const DrainTimes& times = m_console.drain().facts().times;
    m_idleTitle->display(Glyph::Full, tr("No drain is running"), Tone::Good);
    m_idleText->setText(tr("A drain refuses newcomers, tells every client when to leave, and ends "
                           "the server as soon as the last one has gone, after %1 at the latest.")
                            .arg(wording::span(times.timeout)));
    // A layout that centres a label does not ask how high it is at its width.
    m_idleText->setMinimumHeight(m_idleText->heightForWidth(m_idleText->width()));
}

void DrainPanel::refreshDrain()
{
    const DrainCourse& course = m_console.drain();
    const auto now = m_console.now();
    const bool over = course.facts().state == drain::State::Finished;
    m_header->display(course, now);
    m_progress->display(course, now);
    m_lists->refresh();
    m_buttons->setVisible(!over);
    m_outcomeCard->setVisible(over);
    m_copyReport->setText(tr("Copy Report"));
    if (over) {
        m_outcome->setText(drainwords::outcome(course, now));
        m_outcome->setTone(course.facts().exitCode.value_or(0) == 0 ? Tone::Good : Tone::Danger);
    }
}

QString DrainPanel::outcome() const
{
    return m_outcome->text();
}

void DrainPanel::copyReport()
{
    QGuiApplication::clipboard()->setText(
        drainwords::report(m_console.drain(), m_console.identity().node, m_console.now()));
    Q_EMIT reportCopied();
}

} // namespace sluice
