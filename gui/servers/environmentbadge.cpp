#include "gui/servers/environmentbadge.h"

#include "gui/look/appearance.h"
#include "gui/servers/environmentwords.h"
#include <QPainter>

namespace sluice {

namespace {

constexpr int margin = 10;

} // namespace

EnvironmentBadge::EnvironmentBadge(QWidget* parent) : QWidget(parent)
{
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void EnvironmentBadge::display(Environment environment)
{
    const QString name = environmentName(environment);
    if (m_environment == environment && accessibleName() == name) // which the language changes
        return;
    m_environment = environment;
    setAccessibleName(name);
    setToolTip(name);
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return { metrics.horizontalAdvance(environmentMark(m_environment)) + 2 * margin,
             metrics.height() + 8 };
}

void EnvironmentBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), environmentColour(m_environment, palette()));
    painter.setPen(appearance::isDark(palette()) ? Qt::black : Qt::white);
    painter.drawText(rect(), Qt::AlignCenter, environmentMark(m_environment));
}

} // namespace sluice
