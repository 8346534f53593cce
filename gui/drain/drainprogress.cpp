#include "gui/drain/drainprogress.h"

#include "gui/drain/drainbar.h"
#include "gui/drain/drainwords.h"
#include "gui/widgets/figurelabel.h"
#include "gui/widgets/sparkline.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace sluice {

namespace {

constexpr int curveSeconds = 60;

} // namespace

DrainProgress::DrainProgress(QWidget* parent)
    : QWidget(parent), m_bar(new DrainBar(this)), m_progress(new ToneLabel(Tone::Plain, this)),
      m_remaining(new FigureLabel(this)), m_left(new FigureLabel(this)),
      m_evicted(new FigureLabel(this)), m_forced(new FigureLabel(this)),
      m_refused(new FigureLabel(this)), m_rate(new FigureLabel(this)),
      m_curve(new Sparkline(curveSeconds, this)), m_eta(new FigureLabel(this)),
      m_warning(new ToneLabel(Tone::Warning, this))
{
    m_warning->setObjectName(QStringLiteral("lateness"));
    auto* figures = new QHBoxLayout;
    figures->setSpacing(20);
    for (FigureLabel* figure : { m_remaining, m_left, m_evicted, m_forced, m_refused })
        figures->addWidget(figure);
    figures->addStretch(); // without a curve, when it is over
    figures->addWidget(m_rate);
    figures->addWidget(m_curve, 1);
    figures->addWidget(m_eta);
    auto* captions = new QHBoxLayout;
    captions->addWidget(m_progress, 1);
    captions->addWidget(m_warning);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_bar);
    column->addLayout(captions);
    column->addLayout(figures);
}

void DrainProgress::display(const DrainCourse& course, DrainCourse::Instant now)
{
    const DrainFacts& facts = course.facts();
    m_bar->display(facts);
    m_progress->setText(tr("%1 % · %2 of %3 have left")
                            .arg(QString::number(facts.percentGone()),
                                 wording::number(facts.gone()), wording::number(facts.initial)));
    const auto toned = [](quint64 count, Tone tone) { return count > 0 ? tone : Tone::Muted; };
    m_remaining->display(tr("Remaining"), wording::number(facts.remaining));
    m_left->display(tr("Left"), wording::number(facts.left), toned(facts.left, Tone::Good));
    m_evicted->display(tr("Evicted"), wording::number(facts.evicted),
                       toned(facts.evicted, Tone::Warning));
    m_forced->display(tr("Forced"), wording::number(facts.forced),
                      toned(facts.forced, Tone::Danger));
    m_refused->display(tr("Refused"), wording::number(facts.refused),
                       toned(facts.refused, Tone::Plain));
    displayPace(course, now);
}

void DrainProgress::displayPace(const DrainCourse& course, DrainCourse::Instant now)
{
    const bool over = !course.facts().isRunning();
    m_rate->display(tr("Leave rate"), wording::rate(course.facts().ratePerSecond));
    m_curve->setValues(course.rates());
    m_curve->setAccessibleName(tr("Leave rate of the last minute"));
    m_eta->display(tr("All gone in"), drainwords::eta(course.facts()));
    for (QWidget* each : { static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_eta),
                           static_cast<QWidget*>(m_curve) })
        each->setVisible(!over);
    m_warning->setText(over ? QString() : drainwords::warning(course, now));
}

} // namespace sluice
