#include "gui/widgets/glyphlabel.h"

#include <QPainter>

namespace sluice {

namespace {

constexpr int gap = 6;

int glyphSide(const QFontMetrics& metrics)
{
    return metrics.height();
}

} // namespace

GlyphLabel::GlyphLabel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void GlyphLabel::display(Glyph glyph, const QString& text, Tone tone)
{
    if (m_glyph == glyph && m_text == text && m_tone == tone)
        return;
    m_glyph = glyph;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize GlyphLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return { glyphSide(metrics) + gap + metrics.horizontalAdvance(m_text) + 1,
             metrics.height() + 2 };
}

void GlyphLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int size = glyphSide(fontMetrics());
    const QColor colour = toneColour(m_tone, palette());
    paintGlyph(painter, m_glyph, QRectF(0, (height() - size) / 2.0, size, size), colour);
    painter.setPen(colour);
    painter.drawText(rect().adjusted(size + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     m_text);
}

} // namespace sluice
