#include "gui/servers/serverdelegate.h"

#include "gui/console.h"
#include "gui/servers/contactwords.h"
#include "gui/servers/environmentwords.h"
#include "gui/servers/serverroster.h"
#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace sluice {

namespace {

constexpr int margin = 10;
constexpr int gap = 6;
constexpr int strip = 4;
constexpr int air = 5; // above and below a row's words

bool isTall(const Console& console)
{
    return console.drain().facts().isRunning();
}

// On a chosen row there is one colour for all that is written.
QColor colourOf(Tone tone, const QStyleOptionViewItem& option)
{
    if (option.state & QStyle::State_Selected)
        return option.palette.color(QPalette::HighlightedText);
    return toneColour(tone, option.palette);
}

} // namespace

ServerDelegate::ServerDelegate(const ServerRoster& roster, QObject* parent)
    : QStyledItemDelegate(parent), m_roster(roster)
{
}

QSize ServerDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = option.fontMetrics.height();
    const int lines = isTall(m_roster.console(index.row())) ? 2 : 1;
    return { 0, lines * line + 2 * air };
}

void ServerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Console& console = m_roster.console(index.row());
    const auto sign = contactwords::sign(console);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    painter->save();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    if (const auto environment = m_roster.profile(index.row()).environment;
        environment != Environment::None)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(strip, option.rect.height())),
                          environmentColour(environment, option.palette));

    const int line = option.fontMetrics.height();
    QRect room = option.rect.adjusted(margin, air, -margin, 0);
    room.setHeight(line);
    paintGlyph(*painter, sign.glyph, QRectF(room.left(), room.top(), line, line),
               colourOf(sign.tone, option));
    room.setLeft(room.left() + line + gap);
    QFont bold = option.font;
    bold.setBold(true);
    const QFontMetrics boldMetrics(bold);
    const int wordWidth = option.fontMetrics.horizontalAdvance(sign.word);
    const int nameWidth = std::max(room.width() - wordWidth - gap, room.width() / 3);
    const QString name
        = boldMetrics.elidedText(m_roster.nameOf(index.row()), Qt::ElideMiddle, nameWidth);
    painter->setFont(bold);
    painter->setPen(colourOf(Tone::Plain, option));
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter->setFont(option.font);
    painter->setPen(colourOf(sign.tone, option));
    const int wordRoom = room.width() - boldMetrics.horizontalAdvance(name) - gap;
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(sign.word, Qt::ElideRight, wordRoom));
    if (isTall(console)) {
        room.translate(0, line);
        painter->setPen(colourOf(Tone::Muted, option));
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          contactwords::drainFigures(console));
    }
    painter->restore();
}

} // namespace sluice
