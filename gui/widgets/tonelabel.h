#pragma once

#include "gui/look/tones.h"
#include <QLabel>

namespace sluice {

// A text in a tone, which follows the palette; larger or bolder where it matters. Plain text.
class ToneLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ToneLabel(Tone tone = Tone::Plain, QWidget* parent = nullptr);

    void setTone(Tone tone);
    void setScale(double factor, bool bold = false); // of the window's font

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTone();

    Tone m_tone;
};

} // namespace sluice
