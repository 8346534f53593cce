#include "gui/look/appearance.h"

#include "gui/look/consolestyle.h"
#include <QApplication>
#include <QPalette>

namespace sluice::appearance {

namespace {

struct Colours {
    QColor window, base, alternate, text, button, highlight, highlightedText, tip, disabled, link;
};

QPalette paletteOf(const Colours& c)
{
    QPalette palette(c.button, c.window);
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::ToolTipBase, c.tip);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.highlightedText);
    palette.setColor(QPalette::PlaceholderText, c.disabled);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::Light, c.button.lighter(112)); // or Fusion's lines glare in the dark
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, c.disabled);
    return palette;
}

QPalette light()
{
    return paletteOf({ QColor(0xf5, 0xf6, 0xf8), QColor(0xff, 0xff, 0xff), QColor(0xf8, 0xf9, 0xfb),
                       QColor(0x1d, 0x25, 0x30), QColor(0xf3, 0xf4, 0xf6), QColor(0x2b, 0x64, 0xc6),
                       QColor(0xff, 0xff, 0xff), QColor(0xff, 0xff, 0xff), QColor(0x7d, 0x87, 0x96),
                       QColor(0x2b, 0x64, 0xc6) });
}

QPalette dark()
{
    return paletteOf({ QColor(0x17, 0x1b, 0x21), QColor(0x12, 0x15, 0x1a), QColor(0x16, 0x1a, 0x20),
                       QColor(0xe6, 0xea, 0xf0), QColor(0x26, 0x2c, 0x35), QColor(0x35, 0x65, 0xb5),
                       QColor(0xff, 0xff, 0xff), QColor(0x26, 0x2c, 0x35), QColor(0x80, 0x8b, 0x9b),
                       QColor(0x84, 0xb1, 0xf7) });
}

} // namespace

Scheme preferred()
{
    return isDark(QApplication::palette()) ? Scheme::Dark : Scheme::Light;
}

void apply(Scheme scheme)
{
    QApplication::setStyle(new ConsoleStyle);
    QApplication::setPalette(scheme == Scheme::Dark ? dark() : light());
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

} // namespace sluice::appearance
