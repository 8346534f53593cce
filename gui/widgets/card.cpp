#include "gui/widgets/card.h"

#include "gui/look/tones.h"
#include <QPainter>

namespace sluice {

void Card::paintEvent(QPaintEvent*)
{
    constexpr double radius = 6;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tones& tones = tonesOn(palette());
    painter.setPen(tones.line);
    painter.setBrush(tones.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace sluice
