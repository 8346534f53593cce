#include "gui/look/consolestyle.h"

#include "gui/look/tones.h"
#include <QPainter>
#include <QStyleOption>

namespace sluice {

ConsoleStyle::ConsoleStyle() : QProxyStyle(QStringLiteral("Fusion")) { }

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                              const QWidget* widget) const
{
    constexpr int besideText = 6;
    if (metric == PM_FocusFrameHMargin || metric == PM_HeaderMargin)
        return besideText;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

// Fusion's own has lines in half-transparent white, which glare on a dark palette.
void ConsoleStyle::drawControl(ControlElement element, const QStyleOption* option,
                               QPainter* painter, const QWidget* widget) const
{
    if (element != CE_ToolBar) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    painter->fillRect(option->rect, option->palette.window());
    painter->setPen(tonesOn(option->palette).line);
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
}

} // namespace sluice
