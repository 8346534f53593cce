#pragma once

#include <QAbstractTableModel>
#include <algorithm>
#include <deque>
#include <vector>

namespace sluice {

// Things that come one after another, the last so many of them, as a table shows them: filtered,
// and brought up to date by commit() alone. Rows come at the end where the newest are and go at
// the other, so that selection, current row and scrolling survive. Main thread.
template <class Item> class RollingModel : public QAbstractTableModel {
public:
    enum class Newest : quint8 { First, Last };

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    void add(Item item) // shown by the next commit()
    {
        m_waiting.push_back(std::move(item));
        if (m_waiting.size() > m_most)
            m_waiting.pop_front();
    }
    bool hasNews() const { return !m_frozen && !m_waiting.empty(); }
    void commit();
    void setFrozen(bool frozen) { m_frozen = frozen; } // commit() changes nothing
    bool isFrozen() const { return m_frozen; }
    const Item& at(int row) const { return item(m_rows[static_cast<std::size_t>(row)]); }
    void retranslate()
    {
        const int last = columnCount() - 1;
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, last);
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, last), { Qt::DisplayRole });
    }
    std::size_t total() const { return m_items.size(); } // with those that the filter hides

protected:
    RollingModel(std::size_t most, Newest newest, QObject* parent)
        : QAbstractTableModel(parent), m_most(most), m_newest(newest)
    {
    }
    virtual bool fits(const Item& item) const = 0; // the filter
    void filterAnew();

private:
    using Number = quint64; // of a thing, in the order they came
    using Rows = std::deque<Number>;
    static constexpr int nowhere = -1;

    const Item& item(Number number) const
    {
        return m_items[static_cast<std::size_t>(number - m_first)];
    }
    int count() const { return static_cast<int>(m_rows.size()); }
    void insertNew();
    void dropOld();
    Rows wantedRows() const;
    void arrange(const Rows& wanted, const std::vector<int>& newRowOf);

    const std::size_t m_most;
    const Newest m_newest;
    std::deque<Item> m_waiting;
    std::deque<Item> m_items; // oldest first
    Number m_first = 0; // of the oldest
    Rows m_rows; // row → thing
    bool m_frozen = false;
};

template <class Item> void RollingModel<Item>::commit()
{
    if (!hasNews())
        return;
    insertNew();
    dropOld();
}

template <class Item> void RollingModel<Item>::insertNew()
{
    Rows fitting;
    for (Item& each : m_waiting) {
        if (fits(each))
            fitting.push_back(m_first + m_items.size());
        m_items.push_back(std::move(each));
    }
    m_waiting.clear();
    if (fitting.empty())
        return;
    const auto more = static_cast<int>(fitting.size());
    const int from = m_newest == Newest::First ? 0 : count();
    beginInsertRows({}, from, from + more - 1);
    if (m_newest == Newest::First)
        m_rows.insert(m_rows.begin(), fitting.rbegin(), fitting.rend());
    else
        m_rows.insert(m_rows.end(), fitting.begin(), fitting.end());
    endInsertRows();
}

template <class Item> void RollingModel<Item>::dropOld()
{
    if (m_items.size() <= m_most)
        return;
    const std::size_t gone = m_items.size() - m_most;
    const Number first = m_first + gone;
    const auto shown = static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [=](Number one) { return one < first; }));
    if (shown > 0) {
        const int from = m_newest == Newest::First ? count() - shown : 0;
        beginRemoveRows({}, from, from + shown - 1);
        m_rows.erase(m_rows.begin() + from, m_rows.begin() + from + shown);
        endRemoveRows();
    }
    m_items.erase(m_items.begin(), m_items.begin() + static_cast<std::ptrdiff_t>(gone));
    m_first = first;
}

template <class Item> typename RollingModel<Item>::Rows RollingModel<Item>::wantedRows() const
{
    Rows wanted;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (fits(m_items[i]))
            wanted.push_back(m_first + i);
    if (m_newest == Newest::First)
        std::reverse(wanted.begin(), wanted.end());
    return wanted;
}

// However many rows come and go among the others: grow at the tail, move all at once, shrink at
// the tail.
template <class Item> void RollingModel<Item>::filterAnew()
{
    const Rows wanted = wantedRows();
    if (wanted == m_rows)
        return;
    std::vector<bool> shown(m_items.size());
    for (const Number one : m_rows)
        shown[static_cast<std::size_t>(one - m_first)] = true;
    std::vector<int> newRowOf(m_items.size(), nowhere);
    Rows newcomers;
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        const auto place = static_cast<std::size_t>(wanted[row] - m_first);
        newRowOf[place] = static_cast<int>(row);
        if (!shown[place])
            newcomers.push_back(wanted[row]);
    }
    if (!newcomers.empty()) {
        beginInsertRows({}, count(), count() + static_cast<int>(newcomers.size()) - 1);
        m_rows.insert(m_rows.end(), newcomers.begin(), newcomers.end());
        endInsertRows();
    }
    arrange(wanted, newRowOf);
    if (wanted.size() < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(wanted.size()), count() - 1);
        m_rows.resize(wanted.size());
        endRemoveRows();
    }
}

// Who is not wanted goes to the tail, without its indexes: see ConnectionModel.
template <class Item>
void RollingModel<Item>::arrange(const Rows& wanted, const std::vector<int>& newRowOf)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto newRow
        = [&](Number one) { return newRowOf[static_cast<std::size_t>(one - m_first)]; };
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex& index : before) {
        const int row = newRow(m_rows[static_cast<std::size_t>(index.row())]);
        after << (row == nowhere ? QModelIndex() : createIndex(row, index.column()));
    }
    Rows arranged = wanted;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(arranged),
                 [&](Number one) { return newRow(one) == nowhere; });
    m_rows = std::move(arranged);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

} // namespace sluice
