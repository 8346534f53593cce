#include "gui/drain/drainheader.h"

#include "gui/drain/drainwords.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace sluice {

using namespace std::chrono_literals;

DrainHeader::DrainHeader(QWidget* parent)
    : QWidget(parent), m_state(new GlyphLabel(this)), m_beginning(new ToneLabel(Tone::Muted, this)),
      m_explanation(new ToneLabel(Tone::Muted, this)),
      m_timeCaption(new ToneLabel(Tone::Muted, this)), m_time(new ToneLabel(Tone::Plain, this)),
      m_clockTime(new ToneLabel(Tone::Muted, this))
{
    QFont larger = font();
    larger.setPointSizeF(font().pointSizeF() * 1.5);
    larger.setBold(true);
    m_state->setFont(larger);
    m_time->setScale(3.0, true);
    m_explanation->setWordWrap(true);
    m_time->setObjectName(QStringLiteral("countdown"));

    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addStretch();
    auto* title = new QHBoxLayout;
    title->setSpacing(12);
    title->addWidget(m_state);
    title->addWidget(m_beginning, 1, Qt::AlignBottom);
    words->addLayout(title);
    words->addWidget(m_explanation);
    words->addStretch();
    auto* captions = new QVBoxLayout;
    captions->setSpacing(0);
    captions->addStretch();
    captions->addWidget(m_timeCaption, 0, Qt::AlignRight);
    captions->addWidget(m_clockTime, 0, Qt::AlignRight);
    captions->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    row->addLayout(words, 1);
    row->addLayout(captions);
    row->addWidget(m_time);
}

void DrainHeader::display(const DrainCourse& course, DrainCourse::Instant now)
{
    const DrainFacts& facts = course.facts();
    const auto sign = drainwords::sign(facts.state);
    m_state->display(sign.glyph, sign.word, sign.tone);
    m_explanation->setText(drainwords::whatHappens(facts.state));
    m_beginning->setText(drainwords::beginning(facts));
    displayTime(course, now);
}

void DrainHeader::displayTime(const DrainCourse& course, DrainCourse::Instant now)
{
    const DrainFacts& facts = course.facts();
    const bool over = facts.state == drain::State::Finished;
    const bool closing = facts.state == drain::State::Closing;
    const auto left = course.untilDeadline(now);
    constexpr auto soon = 30s;
    m_timeCaption->setText(over ? tr("It took") : closing ? tr("Deadline") : tr("Deadline in"));
    m_time->setText(
        over ? wording::countdown(std::chrono::floor<std::chrono::seconds>(course.duration(now)))
             : wording::countdown(left));
    m_time->setTone(over || left > soon ? Tone::Plain : Tone::Danger);
    m_time->setAccessibleName(tr("Time left: %1").arg(m_time->text()));
    m_clockTime->setText(facts.deadline.isValid() && !over ? wording::clockTime(facts.deadline)
                                                           : QString());
}

QString DrainHeader::countdown() const
{
    return m_time->text();
}

} // namespace sluice
