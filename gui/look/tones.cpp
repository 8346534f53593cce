#include "gui/look/tones.h"

#include "gui/look/appearance.h"
#include <QPalette>

namespace sluice {

const Tones& tonesOn(const QPalette& palette)
{
    static const Tones light { QColor(0x06, 0x76, 0x47), QColor(0xa1, 0x55, 0x07),
                               QColor(0xb4, 0x23, 0x18), QColor(0x5b, 0x66, 0x78),
                               QColor(0xdc, 0xe0, 0xe6), QColor(0xff, 0xff, 0xff),
                               QColor(0xe6, 0xe9, 0xee), QColor(0xff, 0xf4, 0xde),
                               QColor(0xfe, 0xe9, 0xe7), QColor(0xe3, 0xf6, 0xec),
                               QColor(0xe8, 0xf0, 0xfc) };
    static const Tones dark { QColor(0x4c, 0xc3, 0x8a), QColor(0xf0, 0xb3, 0x50),
                              QColor(0xff, 0x8b, 0x80), QColor(0x9a, 0xa5, 0xb5),
                              QColor(0x33, 0x3b, 0x47), QColor(0x1d, 0x22, 0x2a),
                              QColor(0x31, 0x38, 0x43), QColor(0x3a, 0x2e, 0x15),
                              QColor(0x42, 0x22, 0x20), QColor(0x16, 0x35, 0x28),
                              QColor(0x1d, 0x2d, 0x47) };
    return appearance::isDark(palette) ? dark : light;
}

QColor toneColour(Tone tone, const QPalette& palette)
{
    const Tones& tones = tonesOn(palette);
    switch (tone) {
    case Tone::Muted:
        return tones.muted;
    case Tone::Good:
        return tones.good;
    case Tone::Warning:
        return tones.warning;
    case Tone::Danger:
        return tones.danger;
    case Tone::Plain:
        break;
    }
    return palette.color(QPalette::WindowText);
}

} // namespace sluice
