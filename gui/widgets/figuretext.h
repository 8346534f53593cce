#pragma once

#include "gui/look/tones.h"
#include <QWidget>

namespace sluice {

// A figure whose digits are all equally wide, whatever the font: while it counts, nothing moves.
// It takes the room it is given and asks for none.
class FigureText final : public QWidget {
    Q_OBJECT
public:
    FigureText(double scale, QWidget* parent);

    void display(const QString& text, Tone tone);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Plain;
};

} // namespace sluice
