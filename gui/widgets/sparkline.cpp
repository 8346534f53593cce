#include "gui/widgets/sparkline.h"

#include "gui/look/tones.h"
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace sluice {

Sparkline::Sparkline(int capacity, QWidget* parent) : QWidget(parent), m_capacity(capacity)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(const QVector<double>& values)
{
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    if (std::equal(values.begin(), values.end(), m_values.begin(), m_values.end(), same))
        return;
    m_values = values;
    m_most = 1;
    for (const double value : values)
        m_most = std::fmax(m_most, value); // passes over what is not a number
    update();
}

void Sparkline::setCapacity(int capacity)
{
    m_capacity = capacity;
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
    const auto known = [](double value) { return !std::isnan(value); };
    for (auto from = m_values.cbegin(); from != m_values.cend();) {
        from = std::find_if(from, m_values.cend(), known);
        const auto end = std::find_if_not(from, m_values.cend(), known);
        paintPiece(painter, area, from - m_values.cbegin(), end - m_values.cbegin());
        from = end;
    }
}

void Sparkline::paintPiece(QPainter& painter, const QRectF& area, qsizetype from,
                           qsizetype end) const
{
    if (from == end)
        return;
    const double step = area.width() / (m_capacity - 1);
    QPainterPath curve;
    for (qsizetype i = from; i < end; ++i) {
        const double x = area.right() - static_cast<double>(m_values.size() - 1 - i) * step;
        const QPointF point(x, area.bottom() - m_values[i] / m_most * area.height());
        i == from ? curve.moveTo(point) : curve.lineTo(point);
    }
    const QColor colour = palette().color(QPalette::Link);
    if (end - from == 1) { // alone between two gaps
        painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoint(curve.currentPosition());
        return;
    }
    QPainterPath below = curve;
    below.lineTo(curve.currentPosition().x(), area.bottom());
    below.lineTo(curve.elementAt(0).x, area.bottom());
    QColor veil = colour;
    veil.setAlphaF(0.14F);
    painter.fillPath(below, veil);
    painter.strokePath(curve, QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

} // namespace sluice
