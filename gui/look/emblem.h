#pragma once

#include <QIcon>

class QPainter;
class QRectF;

// The program's picture: a sluice gate, half raised, and the water that runs below it. The same
// drawing as resources/icons/sluice.svg, without a need for Qt's SVG library.
namespace sluice::emblem {

void paint(QPainter& painter, const QRectF& place);
QIcon icon();

} // namespace sluice::emblem
