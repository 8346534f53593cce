#pragma once

#include <QStyledItemDelegate>

namespace sluice {

class ServerRoster;

// A server in the list: the colour of its environment at the edge, a picture, its name, its state;
// and below, while it drains, the figures.
class ServerDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    ServerDelegate(const ServerRoster& roster, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ServerRoster& m_roster;
};

} // namespace sluice
