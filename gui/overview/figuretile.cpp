#include "gui/overview/figuretile.h"

#include "gui/model/statshistory.h"
#include "gui/widgets/figuretext.h"
#include "gui/widgets/sparkline.h"
#include "gui/widgets/tonelabel.h"
#include <QGridLayout>
#include <algorithm>

namespace sluice {

FigureTile::FigureTile(QWidget* parent)
    : Card(parent), m_caption(new ToneLabel(Tone::Muted, this)),
      m_peak(new ToneLabel(Tone::Muted, this)), m_value(new FigureText(1.8, this)),
      m_curve(new Sparkline(StatsHistory::most, this))
{
    constexpr int margin = 12;
    m_peak->setAlignment(Qt::AlignRight);
    m_curve->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(margin, margin - 2, margin, margin);
    grid->setVerticalSpacing(2);
    grid->addWidget(m_caption, 0, 0);
    grid->addWidget(m_peak, 0, 1);
    grid->addWidget(m_value, 1, 0, 1, 2);
    grid->addWidget(m_curve, 2, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setRowStretch(2, 1);
}

void FigureTile::setCaption(const QString& caption, const QString& explanation)
{
    m_caption->setText(caption);
    setToolTip(explanation);
}

void FigureTile::display(const QString& value, const QString& peak, Tone tone)
{
    m_value->display(value, tone);
    m_peak->setText(peak);
    setAccessibleName(QStringLiteral("%1: %2").arg(m_caption->text(), value));
}

void FigureTile::setCurve(const QVector<double>& values)
{
    m_curve->setValues(values);
    constexpr int atLeast = 60; // seconds
    m_curve->setCapacity(std::clamp(static_cast<int>(values.size()), atLeast, StatsHistory::most));
}

QString FigureTile::value() const
{
    return m_value->text();
}

} // namespace sluice
