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

namespace {

void drawLine(QPainter& painter, const QStyleOption& option, int y)
{
    painter.setPen(tonesOn(option.palette).line);
    painter.drawLine(option.rect.left(), y, option.rect.right(), y);
}

bool isBareSeparator(const QStyleOption* option)
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    return item && item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty();
}

} // namespace

// Fusion's own tool bar has lines in half-transparent white, which glare on a dark palette; those
// of its menus are not seen there.
void ConsoleStyle::drawControl(ControlElement element, const QStyleOption* option,
                               QPainter* painter, const QWidget* widget) const
{
    if (element == CE_ToolBar) {
        painter->fillRect(option->rect, option->palette.window());
        drawLine(*painter, *option, option->rect.bottom());
    } else if (element == CE_MenuItem && isBareSeparator(option)) {
        drawLine(*painter, *option, option->rect.center().y());
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

} // namespace sluice
