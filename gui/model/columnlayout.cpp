#include "gui/model/columnlayout.h"

#include <QStringList>
#include <algorithm>
#include <iterator>

namespace sluice {

namespace {

// They stand in files: never change one.
constexpr const char* names[]
    = { "id",     "user", "address",  "state", "connected",   "idle",       "in_rate", "out_rate",
        "queued", "rtt",  "received", "sent",  "subprotocol", "user_agent", "loop" };
static_assert(std::size(names) == connectioncolumn::count);

const QLatin1String upwards("ascending");
const QLatin1String downwards("descending");

QLatin1String nameOf(ConnectionColumn column)
{
    return QLatin1String(names[static_cast<int>(column)]);
}

std::optional<ConnectionColumn> columnOf(const QString& name)
{
    for (int column = 0; column < connectioncolumn::count; ++column)
        if (name == QLatin1String(names[column]))
            return static_cast<ConnectionColumn>(column);
    return {};
}

} // namespace

QString ColumnLayout::toText() const
{
    QStringList words;
    for (const Column& column : columns)
        words << nameOf(column.column) + QLatin1Char(':') + QString::number(column.width);
    words << nameOf(sortedBy) + QLatin1Char(':')
            + (order == Qt::AscendingOrder ? upwards : downwards);
    return words.join(QLatin1Char(' '));
}

std::optional<ColumnLayout> ColumnLayout::fromText(const QString& text)
{
    constexpr int widest = 4000;
    ColumnLayout layout;
    bool idIsShown = false;
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const auto column = columnOf(word.section(QLatin1Char(':'), 0, 0));
        const QString value = word.section(QLatin1Char(':'), 1);
        if (!column)
            continue;
        if (value == upwards || value == downwards) {
            layout.sortedBy = *column;
            layout.order = value == upwards ? Qt::AscendingOrder : Qt::DescendingOrder;
            continue;
        }
        bool isNumber = false;
        const int width = value.toInt(&isNumber);
        const bool twice = std::any_of(layout.columns.begin(), layout.columns.end(),
                                       [&](const Column& one) { return one.column == *column; });
        if (!isNumber || width < 0 || width > widest || twice)
            return {};
        layout.columns.push_back({ *column, width });
        idIsShown = idIsShown || (*column == ConnectionColumn::Id && width > 0);
    }
    if (!idIsShown) // the one that always is
        return {};
    return layout;
}

} // namespace sluice
