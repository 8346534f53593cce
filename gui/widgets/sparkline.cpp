#include "gui/widgets/sparkline.h"

#include "gui/look/tones.h"
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace sluice {

Sparkline::Sparkline(int capacity, QWidget* parent) : QWidget(parent), m_capacity(capacity)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(const QVector<double>& values)
{
    if (values == m_values)
        return;
    m_values = values;
    update();
}

QSize Sparkline::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 18, fontMetrics().height() * 2 };
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 2, -2, -1.5);
    painter.setPen(tonesOn(palette()).line);
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (m_values.size() < 2)
        return;
    const double most = std::max(1.0, *std::max_element(m_values.begin(), m_values.end()));
    const double step = area.width() / (m_capacity - 1);
    QPainterPath curve;
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const double x = area.right() - static_cast<double>(m_values.size() - 1 - i) * step;
        const QPointF point(x, area.bottom() - m_values[i] / most * area.height());
        i == 0 ? curve.moveTo(point) : curve.lineTo(point);
    }
    const QColor colour = palette().color(QPalette::Link);
    QPainterPath below = curve;
    below.lineTo(area.bottomRight());
    below.lineTo(curve.elementAt(0).x, area.bottom());
    QColor veil = colour;
    veil.setAlphaF(0.14F);
    painter.fillPath(below, veil);
    painter.strokePath(curve, QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

} // namespace sluice
