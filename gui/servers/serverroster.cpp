#include "gui/servers/serverroster.h"

#include "gui/console.h"
#include <algorithm>
#include <utility>

namespace sluice {

ServerRoster::ServerRoster(QObject* parent) : QAbstractListModel(parent) { }

ServerRoster::~ServerRoster() = default;

Console& ServerRoster::add(ServerProfile profile, std::unique_ptr<Console> console)
{
    beginInsertRows({}, count(), count());
    m_entries.push_back({ std::move(profile), std::move(console) });
    endInsertRows();
    return *m_entries.back().console;
}

void ServerRoster::remove(int row)
{
    beginRemoveRows({}, row, row);
    const Entry gone = std::move(m_entries[static_cast<std::size_t>(row)]);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
}

void ServerRoster::refresh()
{
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1));
}

Console& ServerRoster::console(int row) const
{
    return *m_entries[static_cast<std::size_t>(row)].console;
}

const ServerProfile& ServerRoster::profile(int row) const
{
    return m_entries[static_cast<std::size_t>(row)].profile;
}

QString ServerRoster::nameOf(int row) const
{
    const ServerProfile& known = profile(row);
    if (!known.name.isEmpty())
        return known.name;
    const QString& own = console(row).identity().node;
    return own.isEmpty() ? known.url : own;
}

int ServerRoster::thisProcess() const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry& entry) {
        return entry.profile.isThisProcess();
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int ServerRoster::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ServerRoster::data(const QModelIndex& index, int role) const
{
    if (role == Qt::DisplayRole && index.isValid())
        return nameOf(index.row());
    return {};
}

} // namespace sluice
