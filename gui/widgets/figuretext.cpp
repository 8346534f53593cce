#include "gui/widgets/figuretext.h"

#include <QPainter>
#include <algorithm>

namespace sluice {

FigureText::FigureText(double scale, QWidget* parent) : QWidget(parent)
{
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * scale);
    larger.setBold(true);
    setFont(larger);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureText::display(const QString& text, Tone tone)
{
    if (m_text == text && m_tone == tone)
        return;
    m_text = text;
    m_tone = tone;
    update();
}

QSize FigureText::sizeHint() const
{
    return { 0, fontMetrics().height() };
}

void FigureText::paintEvent(QPaintEvent*)
{
    const QFontMetricsF metrics(font());
    double digit = 0;
    for (char letter = '0'; letter <= '9'; ++letter)
        digit = std::max(digit, metrics.horizontalAdvance(QLatin1Char(letter)));
    QPainter painter(this);
    painter.setPen(toneColour(m_tone, palette()));
    QPointF place(0, metrics.ascent());
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        const double own = metrics.horizontalAdvance(m_text[i]);
        const double room = m_text[i].isDigit() ? digit : own;
        painter.drawText(place + QPointF((room - own) / 2, 0), m_text.mid(i, 1));
        place.rx() += room;
    }
}

} // namespace sluice
