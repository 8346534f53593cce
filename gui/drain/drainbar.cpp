#include "gui/drain/drainbar.h"

#include "gui/look/tones.h"
#include <QPainter>
#include <QPainterPath>

namespace sluice {

DrainBar::DrainBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DrainBar::display(const DrainFacts& facts)
{
    m_facts = facts;
    setAccessibleName(tr("%1 % have left").arg(facts.percentGone()));
    update();
}

QSize DrainBar::sizeHint() const
{
    constexpr int thickness = 12;
    return { fontMetrics().averageCharWidth() * 40, thickness };
}

void DrainBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tones& tones = tonesOn(palette());
    const QRectF area(rect());
    QPainterPath outline;
    outline.addRoundedRect(area, area.height() / 2, area.height() / 2);
    painter.setClipPath(outline);
    painter.fillRect(area, tones.track);
    const auto all = static_cast<double>(m_facts.initial);
    double from = 0;
    const auto piece = [&](quint64 count, const QColor& colour) {
        const double width = all > 0 ? static_cast<double>(count) / all * area.width() : 0;
        painter.fillRect(QRectF(from, 0, width, area.height()), colour);
        from += width;
    };
    piece(m_facts.left, tones.good);
    piece(m_facts.evicted, tones.warning);
    piece(m_facts.forced, tones.danger);
}

} // namespace sluice
