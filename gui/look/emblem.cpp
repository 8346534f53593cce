#include "gui/look/emblem.h"

#include <QPainter>
#include <QPainterPath>

namespace sluice::emblem {

namespace {

constexpr double side = 64; // of the grid that the shapes below are drawn on

const QColor ground(0x1f, 0x3a, 0x68);
const QColor pillar(0xf2, 0xf5, 0xfa);
const QColor gate(0xf5, 0xa6, 0x23);
const QColor water(0x5b, 0xc0, 0xf5);

QPainterPath wave(double top)
{
    QPainterPath path;
    path.moveTo(14, top);
    path.cubicTo(20, top - 5, 26, top + 5, 32, top);
    path.cubicTo(38, top - 5, 44, top + 5, 50, top);
    return path;
}

} // namespace

void paint(QPainter& painter, const QRectF& place)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.topLeft());
    painter.scale(place.width() / side, place.height() / side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13);
    painter.setBrush(pillar);
    painter.drawRect(QRectF(10, 12, 6, 30));
    painter.drawRect(QRectF(48, 12, 6, 30));
    painter.drawRect(QRectF(10, 10, 44, 6));
    painter.setBrush(gate);
    painter.drawRect(QRectF(19, 19, 26, 15));
    painter.setBrush(Qt::NoBrush);
    constexpr double width = 5;
    painter.setPen(QPen(water, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(wave(44));
    painter.drawPath(wave(54));
    painter.restore();
}

QIcon icon()
{
    QIcon icon;
    for (const int size : { 16, 22, 24, 32, 48, 64, 128, 256 }) {
        QPixmap picture(size, size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(painter, QRectF(0, 0, size, size));
        icon.addPixmap(picture);
    }
    return icon;
}

} // namespace sluice::emblem
