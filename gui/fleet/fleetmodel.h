#pragma once

#include <QAbstractTableModel>

namespace sluice {

class ServerRoster;

// The servers of a roster side by side, a row each. Main thread.
class FleetModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Where, State, Version, Clients, In, Out, Drain, columns };

    explicit FleetModel(const ServerRoster& roster, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, int column) const;

    const ServerRoster& m_roster;
};

} // namespace sluice
