#include "gui/drain/shortlist.h"

namespace sluice {

ShortList::ShortList(Titles titles, QObject* parent)
    : QAbstractTableModel(parent), m_titles(std::move(titles))
{
}

// Like the large table: grow or shrink at the tail, then say that all may be different.
void ShortList::setLines(std::vector<Line> lines)
{
    const int before = rowCount();
    const auto after = static_cast<int>(lines.size());
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_lines = std::move(lines);
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_lines = std::move(lines);
        endRemoveRows();
    } else {
        m_lines = std::move(lines);
    }
    if (after > 0)
        Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
}

int ShortList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ShortList::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles().size());
}

QVariant ShortList::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_lines[static_cast<std::size_t>(index.row())].cells.value(index.column());
}

QVariant ShortList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_titles().value(section)) : QVariant();
}

} // namespace sluice
