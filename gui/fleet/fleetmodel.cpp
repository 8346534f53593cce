#include "gui/fleet/fleetmodel.h"

#include "gui/console.h"
#include "gui/servers/contactwords.h"
#include "gui/servers/environmentwords.h"
#include "gui/servers/serverroster.h"
#include "gui/wording.h"
#include <QGuiApplication>
#include <QPalette>

namespace sluice {

FleetModel::FleetModel(const ServerRoster& roster, QObject* parent)
    : QAbstractTableModel(parent), m_roster(roster)
{
    connect(&roster, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex&, int first, int last) { beginInsertRows({}, first, last); });
    connect(&roster, &QAbstractItemModel::rowsInserted, this, [this] { endInsertRows(); });
    connect(&roster, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { beginRemoveRows({}, first, last); });
    connect(&roster, &QAbstractItemModel::rowsRemoved, this, [this] { endRemoveRows(); });
    connect(&roster, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                Q_EMIT dataChanged(index(first.row(), 0), index(last.row(), columns - 1));
            });
}

int FleetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_roster.count();
}

int FleetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int { columns };
}

QString FleetModel::text(int row, int column) const
{
    const Console& console = m_roster.console(row);
    const bool known = !console.identity().bootId.isEmpty();
    switch (column) {
    case Name:
        return m_roster.nameOf(row);
    case Where:
        return m_roster.profile(row).environment == Environment::None
            ? QString()
            : environmentName(m_roster.profile(row).environment);
    case State:
        return contactwords::sign(console).word;
    case Version:
        return console.identity().version;
    case Clients:
        return known ? wording::number(console.connections().count()) : QString();
    case In:
        return known ? wording::rate(console.stats().inRate) : QString();
    case Out:
        return known ? wording::rate(console.stats().outRate) : QString();
    case Drain:
        return contactwords::drainFigures(console);
    default:
        return {};
    }
}

QVariant FleetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const int column = index.column();
    const QPalette palette = QGuiApplication::palette();
    const auto sign = contactwords::sign(m_roster.console(row));
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::DecorationRole:
        return column == State ? glyphIcon(sign.glyph, toneColour(sign.tone, palette)) : QVariant();
    case Qt::ForegroundRole:
        if (column == State)
            return toneColour(sign.tone, palette);
        if (column == Where)
            return environmentColour(m_roster.profile(row).environment, palette);
        if (!m_roster.console(row).isFresh() && column > State)
            return toneColour(Tone::Muted, palette); // how it was
        return {};
    case Qt::TextAlignmentRole:
        return column == Clients || column == In || column == Out
            ? QVariant(int { Qt::AlignRight | Qt::AlignVCenter })
            : QVariant();
    case Qt::ToolTipRole:
        return m_roster.index(row).data(Qt::ToolTipRole);
    default:
        return {};
    }
}

QVariant FleetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Clients || section == In || section == Out
            ? QVariant(int { Qt::AlignRight | Qt::AlignVCenter })
            : QVariant(int { Qt::AlignLeft | Qt::AlignVCenter });
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Server");
    case Where:
        return tr("Environment");
    case State:
        return tr("State");
    case Version:
        return tr("Version");
    case Clients:
        return tr("Clients");
    case In:
        return tr("In");
    case Out:
        return tr("Out");
    case Drain:
        return tr("Drain");
    default:
        return {};
    }
}

} // namespace sluice
