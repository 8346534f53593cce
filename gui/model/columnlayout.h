#pragma once

#include "gui/model/connectioncolumn.h"
#include <Qt>
#include <optional>
#include <vector>

namespace sluice {

// How the columns of the connection table stand: their order, widths in pixels, which are hidden,
// and what sorts. A value, written as text to be kept.
struct ColumnLayout {
    struct Column {
        ConnectionColumn column;
        int width = 0; // 0: hidden
        bool operator==(const Column& other) const
        {
            return column == other.column && width == other.width;
        }
    };
    std::vector<Column> columns; // in their order
    ConnectionColumn sortedBy = ConnectionColumn::Connected;
    Qt::SortOrder order = Qt::DescendingOrder;

    QString toText() const;
    // Names that are not known are passed over. Nothing when it makes no sense.
    static std::optional<ColumnLayout> fromText(const QString& text);
};

} // namespace sluice
