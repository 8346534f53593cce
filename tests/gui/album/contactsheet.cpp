#include "tests/gui/album/contactsheet.h"

#include <QJsonObject>
#include <QPainter>

namespace sluice::support {

namespace {

constexpr int thumbnailHeight = thumbnailWidth * 640 / 1024;
constexpr int gap = 6;
constexpr int margin = 16;
constexpr int labelWidth = 150;
constexpr int titleHeight = 40;

const QColor ground(0x8d, 0x94, 0x9e);

// A sheet of many thumbnails would be several times as large with all the shades of their edges.
QImage fewerShades(QImage picture)
{
    constexpr int steps = 15;
    constexpr int most = 255;
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            const auto coarse
                = [](int value) { return (value * steps + most / 2) / most * most / steps; };
            line[x] = qRgb(coarse(qRed(line[x])), coarse(qGreen(line[x])), coarse(qBlue(line[x])));
        }
    }
    return picture;
}

int heightOf(const QJsonArray& groups)
{
    int height = margin + titleHeight;
    for (const auto& group : groups)
        height += titleHeight
            + static_cast<int>(group[QLatin1String("rows")].toArray().size())
                * (thumbnailHeight + gap);
    return height + margin;
}

} // namespace

QString makeContactSheet(const QDir& folder, const QJsonArray& groups, const QJsonArray& columns,
                         const QString& file)
{
    const auto count = static_cast<int>(columns.size());
    QImage sheet(2 * margin + labelWidth + count * (thumbnailWidth + gap), heightOf(groups),
                 QImage::Format_RGB32);
    sheet.fill(ground);
    QPainter painter(&sheet);
    const QFont plain = painter.font();
    QFont bold = plain;
    bold.setPixelSize(20);
    bold.setBold(true);
    const auto left
        = [](int column) { return margin + labelWidth + column * (thumbnailWidth + gap); };
    int top = margin;
    for (int column = 0; column < count; ++column)
        painter.drawText(QRect(left(column), top, thumbnailWidth, titleHeight), Qt::AlignCenter,
                         columns[column].toString());
    top += titleHeight;
    for (const auto& group : groups) {
        painter.setFont(bold);
        painter.drawText(QRect(margin, top, sheet.width(), titleHeight),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         group[QLatin1String("title")].toString());
        painter.setFont(plain);
        top += titleHeight;
        const QJsonArray rows = group[QLatin1String("rows")].toArray();
        for (const auto& row : rows) {
            painter.drawText(QRect(margin, top, labelWidth - gap, thumbnailHeight),
                             Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                             row[QLatin1String("label")].toString());
            const QJsonArray files = row[QLatin1String("files")].toArray();
            for (int column = 0; column < files.size(); ++column) {
                const QImage picture(folder.filePath(files[column].toString()));
                if (picture.isNull())
                    return QStringLiteral("%1 is missing").arg(files[column].toString());
                painter.drawImage(left(column), top,
                                  fewerShades(picture.convertToFormat(QImage::Format_RGB32)));
            }
            top += thumbnailHeight + gap;
        }
    }
    painter.end();
    constexpr int smallest = 0;
    return sheet.save(file, "PNG", smallest) ? QString()
                                             : QStringLiteral("%1 cannot be written").arg(file);
}

} // namespace sluice::support
