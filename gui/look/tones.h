#pragma once

#include <QColor>

class QPalette;

namespace sluice {

// The colours beside a palette's own: what is well, what wants attention, what cannot be undone.
struct Tones {
    QColor good;
    QColor warning;
    QColor danger;
    QColor muted; // captions
    QColor line; // around cards
    QColor card;
    QColor track; // what is still to do in a bar
    QColor warningGround; // behind a sentence
    QColor dangerGround;
    QColor goodGround;
    QColor calmGround;
};

// Those that can be read on this palette.
const Tones& tonesOn(const QPalette& palette);

// What a text or a picture wants to say with its colour, always beside a word.
enum class Tone : quint8 { Plain, Muted, Good, Warning, Danger };
QColor toneColour(Tone tone, const QPalette& palette);

} // namespace sluice
