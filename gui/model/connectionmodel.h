#pragma once

#include "gui/model/connectioncolumn.h"
#include "gui/model/connectionfilter.h"
#include "gui/model/connectionstore.h"
#include <QAbstractTableModel>
#include <optional>
#include <vector>

namespace sluice {

// The connections as a table shows them: sorted, filtered, and brought up to date by commit()
// alone, once a tick. Rows only ever grow at the tail, move in one layout change and shrink at
// the tail, so that selection, current row and scrolling survive. Reads a store that outlives it.
class ConnectionModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int idRole = Qt::UserRole;

    explicit ConnectionModel(ConnectionStore& store, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override; // at once

    // Shows what the store holds; `now` in milliseconds since 1970 by the server's clock.
    void commit(qint64 now);
    void setFilter(const ConnectionFilter& filter); // at once
    // Frozen, the table keeps the picture of this moment and commit() changes nothing in it.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_picture.has_value(); }
    void retranslate();

    QString idAt(int row) const;
    // As it is shown: of the picture, while frozen. Also when the filter hides it.
    const ConnectionRow* find(const QString& id) const { return shown().find(id); }
    qint64 now() const { return m_now; } // by the server's clock, at the last commit
    std::size_t total() const { return shown().count(); } // with those that the filter hides

private:
    using Slot = ConnectionStore::Slot;
    struct Entry {
        Slot slot = 0;
        quint64 serial = 0;
        bool operator==(const Entry& other) const { return serial == other.serial; }
    };
    using Order = std::vector<Entry>;
    struct Verdict { // of the filter on a connection's texts
        quint64 serial = 0;
        bool matches = false;
    };
    static constexpr int nowhere = -1;

    const ConnectionStore& shown() const { return m_picture ? *m_picture : m_store; }
    void refresh();
    void findRows();
    Order wantedOrder();
    bool isWanted(Slot slot);
    void sortOrder(Order& order) const;
    void growBy(const Order& wanted);
    void arrange(const Order& wanted);
    void shrinkTo(int rows);

    ConnectionStore& m_store;
    std::optional<ConnectionStore> m_picture;
    ConnectionFilter m_filter;
    std::vector<Verdict> m_verdicts; // by slot
    Order m_order; // row → connection
    std::vector<int> m_rowOf; // slot → row, while a commit runs
    ConnectionColumn m_sortColumn = ConnectionColumn::Connected;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    qint64 m_now = 0;
    quint64 m_revision = 0; // of the store, as it is shown
};

} // namespace sluice
