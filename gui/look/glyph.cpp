#include "gui/look/glyph.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <array>
#include <optional>

namespace sluice {

namespace {

constexpr double side = 16; // of the grid that the lines below are drawn on

void lines(QPainterPath& path, std::initializer_list<std::array<double, 4>> pieces)
{
    for (const auto& [x1, y1, x2, y2] : pieces) {
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
    }
}

void polyline(QPainterPath& path, std::initializer_list<QPointF> points)
{
    path.moveTo(*points.begin());
    for (const QPointF& point : points)
        path.lineTo(point);
}

void circle(QPainterPath& path, double radius = 6)
{
    path.addEllipse(QPointF(8, 8), radius, radius);
}

// What is stroked.
QPainterPath strokes(Glyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Pause:
        lines(path, { { 5.5, 3.5, 5.5, 12.5 }, { 10.5, 3.5, 10.5, 12.5 } });
        break;
    case Glyph::Drain:
        lines(path, { { 8, 2, 8, 9.5 } });
        polyline(path, { { 4.8, 6.5 }, { 8, 9.7 }, { 11.2, 6.5 } });
        polyline(path, { { 2.5, 10.5 }, { 2.5, 13.5 }, { 13.5, 13.5 }, { 13.5, 10.5 } });
        break;
    case Glyph::Freeze:
        lines(path, { { 8, 1.8, 8, 14.2 }, { 2.6, 4.9, 13.4, 11.1 }, { 2.6, 11.1, 13.4, 4.9 } });
        polyline(path, { { 6.2, 2.6 }, { 8, 4.4 }, { 9.8, 2.6 } });
        polyline(path, { { 6.2, 13.4 }, { 8, 11.6 }, { 9.8, 13.4 } });
        break;
    case Glyph::Search:
        path.addEllipse(QPointF(7, 7), 4.3, 4.3);
        lines(path, { { 10.3, 10.3, 13.5, 13.5 } });
        break;
    case Glyph::Warning:
        polyline(path, { { 8, 2.2 }, { 14.2, 13.4 }, { 1.8, 13.4 }, { 8, 2.2 } });
        lines(path, { { 8, 6.4, 8, 9.4 }, { 8, 11.4, 8, 11.5 } });
        break;
    case Glyph::Info:
        circle(path);
        lines(path, { { 8, 7.6, 8, 11 }, { 8, 5, 8, 5.1 } });
        break;
    case Glyph::Done:
        circle(path);
        polyline(path, { { 5.2, 8.2 }, { 7.2, 10.2 }, { 10.9, 6.2 } });
        break;
    case Glyph::Failed:
        circle(path);
        lines(path, { { 6, 6, 10, 10 }, { 10, 6, 6, 10 } });
        break;
    case Glyph::Half:
    case Glyph::Hollow:
        circle(path, 4.4);
        break;
    case Glyph::Clock:
        circle(path);
        polyline(path, { { 8, 4.6 }, { 8, 8.2 }, { 10.4, 9.6 } });
        break;
    case Glyph::Hurry:
        polyline(path, { { 3.5, 4 }, { 7.5, 8 }, { 3.5, 12 } });
        polyline(path, { { 8.5, 4 }, { 12.5, 8 }, { 8.5, 12 } });
        break;
    case Glyph::Undo:
        polyline(path, { { 5.4, 2.8 }, { 2.6, 5.6 }, { 5.4, 8.4 } });
        path.moveTo(2.8, 5.6);
        path.lineTo(9.6, 5.6);
        path.arcTo(QRectF(6, 5.6, 7.4, 7.4), 90, -180);
        path.lineTo(6, 13);
        break;
    case Glyph::Bolt:
        polyline(path,
                 { { 9, 1.8 },
                   { 3.6, 9 },
                   { 7.6, 9 },
                   { 7, 14.2 },
                   { 12.4, 7 },
                   { 8.4, 7 },
                   { 9, 1.8 } });
        break;
    case Glyph::Copy:
        path.addRoundedRect(QRectF(5.5, 5.5, 8, 8), 1.2, 1.2);
        polyline(path, { { 3, 10.5 }, { 2.5, 10.5 }, { 2.5, 2.5 }, { 10.5, 2.5 }, { 10.5, 3 } });
        break;
    case Glyph::Cross:
        lines(path, { { 4.5, 4.5, 11.5, 11.5 }, { 11.5, 4.5, 4.5, 11.5 } });
        break;
    case Glyph::Newest:
        lines(path, { { 8, 2.5, 8, 11 }, { 3.5, 13.5, 12.5, 13.5 } });
        polyline(path, { { 4.5, 7.5 }, { 8, 11 }, { 11.5, 7.5 } });
        break;
    case Glyph::Envelope:
        path.addRoundedRect(QRectF(1.8, 3.5, 12.4, 9), 1.2, 1.2);
        polyline(path, { { 2.4, 4.4 }, { 8, 8.8 }, { 13.6, 4.4 } });
        break;
    case Glyph::Panel:
        path.addRoundedRect(QRectF(2, 3, 12, 10), 1.2, 1.2);
        lines(path, { { 9.5, 3, 9.5, 13 }, { 11.3, 6, 12.2, 6 }, { 11.3, 8.5, 12.2, 8.5 } });
        break;
    case Glyph::Export:
        path.addRoundedRect(QRectF(2, 3, 8, 10), 1.2, 1.2);
        lines(path, { { 4, 6, 8, 6 }, { 4, 9, 6, 9 }, { 7.5, 11, 14, 11 } });
        polyline(path, { { 11.8, 8.8 }, { 14, 11 }, { 11.8, 13.2 } });
        break;
    case Glyph::Sliders:
        lines(path, { { 2, 5, 14, 5 }, { 2, 11, 14, 11 }, { 5.5, 3, 5.5, 7 }, { 10, 9, 10, 13 } });
        break;
    case Glyph::Keyboard:
        path.addRoundedRect(QRectF(1.5, 4, 13, 8.5), 1.2, 1.2);
        lines(path,
              { { 4, 6.8, 4.1, 6.8 },
                { 6.6, 6.8, 6.7, 6.8 },
                { 9.3, 6.8, 9.4, 6.8 },
                { 12, 6.8, 12.1, 6.8 },
                { 5, 9.8, 11, 9.8 } });
        break;
    case Glyph::Plus:
        lines(path, { { 8, 3.5, 8, 12.5 }, { 3.5, 8, 12.5, 8 } });
        break;
    case Glyph::Pencil:
        polyline(path,
                 { { 3, 13 }, { 3.6, 10 }, { 10.8, 2.8 }, { 13.2, 5.2 }, { 6, 12.4 }, { 3, 13 } });
        break;
    case Glyph::Play:
    case Glyph::Full:
        break;
    }
    return path;
}

// What is filled.
QPainterPath filling(Glyph glyph)
{
    QPainterPath path;
    if (glyph == Glyph::Play)
        polyline(path, { { 4.5, 2.8 }, { 13, 8 }, { 4.5, 13.2 }, { 4.5, 2.8 } });
    else if (glyph == Glyph::Full)
        circle(path, 5);
    else if (glyph == Glyph::Half) {
        path.moveTo(8, 3.6);
        path.arcTo(QRectF(3.6, 3.6, 8.8, 8.8), 90, 180);
    }
    return path;
}

class GlyphEngine final : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, std::optional<QColor> colour) : m_glyph(glyph), m_colour(colour) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const bool disabled = mode == QIcon::Disabled;
        const bool ownColour = m_colour && !disabled && mode != QIcon::Selected;
        const QColor text = palette.color(disabled ? QPalette::Disabled : QPalette::Active,
                                          mode == QIcon::Selected ? QPalette::HighlightedText
                                                                  : QPalette::ButtonText);
        paintGlyph(*painter, m_glyph, rect, ownColour ? *m_colour : text);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }
    QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    Glyph m_glyph;
    std::optional<QColor> m_colour;
};

} // namespace

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& place, const QColor& colour)
{
    constexpr double width = 1.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.topLeft());
    painter.scale(place.width() / side, place.height() / side);
    painter.fillPath(filling(glyph), colour);
    painter.strokePath(strokes(glyph),
                       QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

QIcon glyphIcon(Glyph glyph)
{
    return QIcon(new GlyphEngine(glyph, {}));
}

QIcon glyphIcon(Glyph glyph, const QColor& colour)
{
    return QIcon(new GlyphEngine(glyph, colour));
}

} // namespace sluice
