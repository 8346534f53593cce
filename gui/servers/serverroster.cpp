#include "gui/servers/serverroster.h"

#include "gui/console.h"
#include "gui/look/plaintip.h"
#include "gui/servers/contactwords.h"
#include "gui/servers/environmentwords.h"
#include <QStringList>
#include <algorithm>
#include <utility>

namespace sluice {

ServerRoster::ServerRoster(QObject* parent) : QAbstractListModel(parent) { }

ServerRoster::~ServerRoster() = default;

Console& ServerRoster::add(ServerProfile profile, std::unique_ptr<Console> console)
{
    return insert(count(), std::move(profile), std::move(console));
}

Console& ServerRoster::insert(int row, ServerProfile profile, std::unique_ptr<Console> console)
{
    Console& added = *console;
    beginInsertRows({}, row, row);
    m_entries.insert(m_entries.begin() + row, { std::move(profile), std::move(console) });
    endInsertRows();
    return added;
}

void ServerRoster::setProfile(int row, ServerProfile profile)
{
    m_entries[static_cast<std::size_t>(row)].profile = std::move(profile);
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT profileChanged(row);
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

int ServerRoster::rowOf(const Console& console) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.console.get() == &console;
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int ServerRoster::live() const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(),
                      [](const Entry& entry) { return entry.console->isFresh(); }));
}

int ServerRoster::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ServerRoster::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const ServerProfile& known = profile(row);
    if (role == Qt::DisplayRole)
        return nameOf(row);
    if (role == Qt::AccessibleTextRole) {
        QStringList parts { nameOf(row) };
        if (known.environment != Environment::None)
            parts << environmentName(known.environment);
        parts << contactwords::sign(console(row)).word << contactwords::drainSpoken(console(row));
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    if (role == Qt::ToolTipRole) {
        QStringList lines { known.isThisProcess() ? tr("This process") : known.url };
        if (known.environment != Environment::None)
            lines << environmentName(known.environment);
        if (!console(row).isFresh() && !console(row).trouble().isEmpty())
            lines << contactwords::trouble(console(row)) << console(row).trouble();
        lines.removeDuplicates();
        return plainTip(lines.join(QLatin1Char('\n')));
    }
    return {};
}

} // namespace sluice
