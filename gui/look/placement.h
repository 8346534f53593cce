#pragma once

#include <QList>
#include <QRect>
#include <QString>
#include <optional>

// Where a window was, written as "x y width height". Pure functions.
namespace sluice::placement {

QString toText(const QRect& window);
// Nothing when it is no place. A window that no screen shows any more comes to the first of them,
// and none is larger than its screen.
std::optional<QRect> fromText(const QString& text, const QList<QRect>& screens);

} // namespace sluice::placement
