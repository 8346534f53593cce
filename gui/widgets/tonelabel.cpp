#include "gui/widgets/tonelabel.h"

#include <QEvent>

namespace sluice {

ToneLabel::ToneLabel(Tone tone, QWidget* parent) : QLabel(parent), m_tone(tone)
{
    setTextFormat(Qt::PlainText); // what clients call themselves is shown here too
    applyTone();
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void ToneLabel::setScale(double factor, bool bold)
{
    QFont larger = font();
    larger.setPointSizeF(QWidget::font().pointSizeF() * factor);
    larger.setBold(bold);
    setFont(larger);
}

void ToneLabel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTone();
    QLabel::changeEvent(event);
}

void ToneLabel::applyTone()
{
    const QColor colour
        = toneColour(m_tone, parentWidget() ? parentWidget()->palette() : palette());
    if (palette().color(QPalette::WindowText) == colour)
        return;
    QPalette toned = palette();
    toned.setColor(QPalette::WindowText, colour);
    setPalette(toned);
}

} // namespace sluice
