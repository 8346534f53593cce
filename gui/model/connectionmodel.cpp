#include "gui/model/connectionmodel.h"

#include "gui/look/plaintip.h"
#include <algorithm>

namespace sluice {

namespace {

int alignment(ConnectionColumn column)
{
    const auto side = connectioncolumn::isNumber(column) ? Qt::AlignRight : Qt::AlignLeft;
    return static_cast<int>(side | Qt::AlignVCenter);
}

} // namespace

ConnectionModel::ConnectionModel(ConnectionStore& store, QObject* parent)
    : QAbstractTableModel(parent), m_store(store)
{
}

int ConnectionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ConnectionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : connectioncolumn::count;
}

QVariant ConnectionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionRow& row = shown().row(m_order[static_cast<std::size_t>(index.row())].slot);
    const auto column = static_cast<ConnectionColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return connectioncolumn::text(column, row, m_now);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case Qt::ToolTipRole: // the one column that is often too narrow
        return column == ConnectionColumn::UserAgent ? plainTip(row.userAgent) : QVariant();
    case idRole:
        return row.id;
    default:
        return {};
    }
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= connectioncolumn::count)
        return {};
    const auto column = static_cast<ConnectionColumn>(section);
    if (role == Qt::DisplayRole)
        return connectioncolumn::title(column);
    if (role == Qt::ToolTipRole)
        return connectioncolumn::explanation(column);
    if (role == Qt::TextAlignmentRole)
        return alignment(column);
    return {};
}

void ConnectionModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= connectioncolumn::count)
        return;
    m_sortColumn = static_cast<ConnectionColumn>(column);
    m_sortOrder = order;
    refresh();
}

void ConnectionModel::setFilter(const ConnectionFilter& filter)
{
    m_filter = filter;
    m_verdicts.clear();
    refresh();
}

void ConnectionModel::setFrozen(bool frozen)
{
    if (frozen == isFrozen())
        return;
    if (frozen)
        m_picture = m_store;
    else
        m_picture.reset();
    refresh();
}

void ConnectionModel::commit(qint64 now)
{
    constexpr qint64 second = 1000; // ages are told in whole ones
    const bool anyNews = m_store.revision() != m_revision || now / second != m_now / second;
    if (!isFrozen() && anyNews) {
        m_now = now;
        refresh();
    }
    m_store.recycle();
}

void ConnectionModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, connectioncolumn::count - 1);
    refresh();
}

QString ConnectionModel::idAt(int row) const
{
    return shown().row(m_order[static_cast<std::size_t>(row)].slot).id;
}

void ConnectionModel::refresh()
{
    if (!isFrozen())
        m_revision = m_store.revision();
    findRows();
    const Order wanted = wantedOrder();
    growBy(wanted);
    arrange(wanted);
    shrinkTo(static_cast<int>(wanted.size()));
    if (!m_order.empty()) // values, and the ages in any case
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, connectioncolumn::count - 1),
                           { Qt::DisplayRole });
}

void ConnectionModel::findRows()
{
    m_rowOf.assign(shown().slotCount(), nowhere);
    m_verdicts.resize(shown().slotCount());
    for (std::size_t row = 0; row < m_order.size(); ++row) {
        const auto [slot, serial] = m_order[row];
        // After a freeze the slot may be somebody else's, or not even there.
        if (slot < shown().slotCount() && shown().serial(slot) == serial)
            m_rowOf[slot] = static_cast<int>(row);
    }
}

// Those who were there first, as they stood: that is nearly sorted already.
ConnectionModel::Order ConnectionModel::wantedOrder()
{
    const ConnectionStore& store = shown();
    Order order;
    order.reserve(store.count());
    for (const Entry& entry : m_order)
        if (entry.slot < store.slotCount() && store.serial(entry.slot) == entry.serial
            && isWanted(entry.slot))
            order.push_back(entry);
    for (Slot slot = 0; slot < store.slotCount(); ++slot)
        if (m_rowOf[slot] == nowhere && isWanted(slot))
            order.push_back({ slot, store.serial(slot) });
    sortOrder(order);
    return order;
}

// Searching the texts of all rows is most of a tick's work, and finds the same each time.
bool ConnectionModel::isWanted(Slot slot)
{
    const ConnectionStore& store = shown();
    if (!store.isHere(slot))
        return false;
    Verdict& verdict = m_verdicts[slot];
    if (verdict.serial != store.serial(slot))
        verdict = { store.serial(slot), m_filter.matchesTexts(store.row(slot)) };
    return verdict.matches && m_filter.matchesFigures(store.row(slot), m_now);
}

void ConnectionModel::sortOrder(Order& order) const
{
    struct Key {
        quint64 key;
        Entry entry;
    };
    const ConnectionStore& store = shown();
    std::vector<Key> keys;
    keys.reserve(order.size());
    for (const Entry& entry : order)
        keys.push_back({ connectioncolumn::sortKey(m_sortColumn, store.row(entry.slot)), entry });
    const auto before = [&](const Key& a, const Key& b) {
        const bool ascending = m_sortOrder == Qt::AscendingOrder;
        if (a.key != b.key)
            return (a.key < b.key) == ascending;
        const int texts = connectioncolumn::compare(m_sortColumn, store.row(a.entry.slot),
                                                    store.row(b.entry.slot));
        if (texts != 0)
            return (texts < 0) == ascending;
        return a.entry.serial < b.entry.serial; // so that equals stay where they are
    };
    if (std::is_sorted(keys.begin(), keys.end(), before))
        return;
    std::sort(keys.begin(), keys.end(), before);
    std::transform(keys.begin(), keys.end(), order.begin(),
                   [](const Key& key) { return key.entry; });
}

void ConnectionModel::growBy(const Order& wanted)
{
    const auto isNew = [this](const Entry& entry) { return m_rowOf[entry.slot] == nowhere; };
    const auto newcomers = static_cast<int>(std::count_if(wanted.begin(), wanted.end(), isNew));
    if (newcomers == 0)
        return;
    beginInsertRows({}, rowCount(), rowCount() + newcomers - 1);
    for (const Entry& entry : wanted)
        if (isNew(entry)) {
            m_rowOf[entry.slot] = rowCount();
            m_order.push_back(entry);
        }
    endInsertRows();
}

// Everybody to their new row; who leaves goes to the tail.
void ConnectionModel::arrange(const Order& wanted)
{
    if (wanted == m_order)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<int> newRow(m_order.size(), nowhere);
    for (std::size_t row = 0; row < wanted.size(); ++row)
        newRow[static_cast<std::size_t>(m_rowOf[wanted[row].slot])] = static_cast<int>(row);
    Order arranged = wanted;
    for (std::size_t row = 0; row < m_order.size(); ++row)
        if (newRow[row] == nowhere)
            arranged.push_back(m_order[row]);
    m_order = std::move(arranged);
    // An index of somebody who leaves becomes invalid here. If it went along to the tail, the
    // removal of the tail would make its neighbour current, and the view would scroll there.
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex& index : before) {
        const int row = newRow[static_cast<std::size_t>(index.row())];
        after << (row == nowhere ? QModelIndex() : createIndex(row, index.column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ConnectionModel::shrinkTo(int rows)
{
    if (rows == rowCount())
        return;
    beginRemoveRows({}, rows, rowCount() - 1);
    m_order.resize(static_cast<std::size_t>(rows));
    endRemoveRows();
}

} // namespace sluice
