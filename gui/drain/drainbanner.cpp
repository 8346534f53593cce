#include "gui/drain/drainbanner.h"

#include "gui/console.h"
#include "gui/consoleactions.h"
#include "gui/drain/drainwords.h"
#include "gui/widgets/actionbutton.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QHBoxLayout>
#include <QPainter>

namespace sluice {

namespace {

constexpr int glyphSide = 18;
constexpr int margin = 12;

} // namespace

DrainBanner::DrainBanner(const ConsoleActions& actions, QWidget* parent)
    : QFrame(parent), m_text(new ToneLabel(Tone::Plain, this)),
      m_countdown(new ToneLabel(Tone::Warning, this)), m_show(new QPushButton(this))
{
    constexpr double larger = 1.15;
    m_text->setWordWrap(true); // rather than widen the window
    m_countdown->setScale(larger, true);
    connect(m_show, &QPushButton::clicked, this, &DrainBanner::showRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(margin + glyphSide + margin, 5, margin, 5);
    row->setSpacing(margin);
    row->addWidget(m_text, 1);
    row->addWidget(m_countdown);
    row->addWidget(m_show);
    row->addWidget(new ActionButton(actions.cancelDrain, this));
    hide();
}

void DrainBanner::refresh(const Console* console, bool drainShown)
{
    const bool running = console && console->drain().facts().isRunning();
    setVisible(running);
    if (!running)
        return;
    const DrainCourse& course = console->drain();
    const DrainFacts& facts = course.facts();
    m_text->setText(tr("%1 is draining: %2 of %3 clients are still connected")
                        .arg(console->identity().node, wording::number(facts.remaining),
                             wording::number(facts.initial)));
    m_countdown->setText(wording::countdown(course.untilDeadline(console->now())));
    m_countdown->setAccessibleName(tr("Time left: %1").arg(m_countdown->text()));
    m_show->setText(tr("Show Drain"));
    for (QWidget* each : { static_cast<QWidget*>(m_countdown), static_cast<QWidget*>(m_show) })
        each->setVisible(!drainShown); // the page has it large
}

void DrainBanner::paintEvent(QPaintEvent*)
{
    const Tones& tones = tonesOn(palette());
    QPainter painter(this);
    painter.fillRect(rect(), tones.warningGround);
    painter.setPen(tones.line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const QRectF place(margin, (height() - glyphSide) / 2.0, glyphSide, glyphSide);
    paintGlyph(painter, Glyph::Warning, place, tones.warning);
}

} // namespace sluice
