#pragma once

#include <QIcon>

class QColor;
class QPainter;
class QRectF;

namespace sluice {

// Our pictures, drawn with a pen: sharp at every size, in the colour of the text beside them.
enum class Glyph : quint8 {
    Pause,
    Play,
    Drain,
    Freeze,
    Search,
    Warning,
    Info,
    Done,
    Failed,
    Full,
    Half,
    Hollow,
    Clock,
    Hurry,
    Undo,
    Bolt,
    Copy,
    Cross,
    Newest,
    Envelope,
    Panel,
    Export,
    Sliders,
    Keyboard,
    Plus,
    Pencil
};

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& place, const QColor& colour);

// An icon that follows the palette, or has one colour of its own.
QIcon glyphIcon(Glyph glyph);
QIcon glyphIcon(Glyph glyph, const QColor& colour);

} // namespace sluice
