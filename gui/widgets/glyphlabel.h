#pragma once

#include "gui/look/glyph.h"
#include "gui/look/tones.h"
#include <QWidget>

namespace sluice {

// A state: a picture and a word beside it, in one tone.
class GlyphLabel final : public QWidget {
    Q_OBJECT
public:
    explicit GlyphLabel(QWidget* parent = nullptr);

    void display(Glyph glyph, const QString& text, Tone tone);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph = Glyph::Hollow;
    Tone m_tone = Tone::Plain;
    QString m_text;
};

} // namespace sluice
