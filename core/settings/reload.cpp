#include "core/settings/reload.h"

#include "core/settings/settingstable.h"
#include "core/settings/settingstext.h"
#include <algorithm>

namespace sluice {
namespace {

using Value = LoadedSettings::Value;

bool isOneOf(std::string_view name, std::string_view a, std::string_view b)
{
    return name == a || name == b;
}

bool canApply(const SettingRow& row, const Settings& running, const Settings& fresh)
{
    // Who connects could not know which of the two the port speaks.
    if (isOneOf(row.name, "tls_certificate", "tls_key")
        && running.tlsCertificate.empty() != fresh.tlsCertificate.empty())
        return false;
    // How much is read from Redis at a time was measured by the largest message.
    if (isOneOf(row.name, "max_message_bytes", "max_body_bytes") && !running.redisUrl.empty())
        return false;
    return row.reloadable;
}

Reload::Difference difference(const Value& from, const Value& to)
{
    if (from.row->secret)
        return { from.row->name, "changed" };
    return { from.row->name, valueForPeople(from) + " → " + valueForPeople(to) };
}

std::string listed(const std::vector<Reload::Difference>& differences)
{
    std::string text;
    for (const Reload::Difference& difference : differences)
        text += (text.empty() ? "" : ", ") + std::string(difference.name) + ' ' + difference.text;
    return text;
}

} // namespace

Reload::Reload(LoadedSettings running, const LoadedSettings& fresh) : m_result(std::move(running))
{
    const Settings before = m_result.settings;
    for (std::size_t i = 0; i < m_result.values.size(); ++i) {
        Value& mine = m_result.values[i];
        const Value& theirs = fresh.values[i]; // both in the order of the table
        const SettingRow& row = *mine.row;
        // By the values as they were loaded: the process may have had to make do with less since.
        Settings loaded;
        row.kind.apply(mine.text, loaded);
        if (row.kind.same(loaded, fresh.settings))
            continue;
        if (!canApply(row, before, fresh.settings)) {
            m_needRestart.push_back(difference(mine, theirs));
            continue;
        }
        m_applied.push_back(difference(mine, theirs));
        row.kind.apply(theirs.text, m_result.settings);
        mine = theirs;
    }
}

bool Reload::applies(std::string_view name) const
{
    return std::any_of(m_applied.begin(), m_applied.end(),
                       [name](const Difference& difference) { return difference.name == name; });
}

std::string Reload::sentence() const
{
    if (m_applied.empty() && m_needRestart.empty())
        return "nothing has changed.";
    const std::string now = m_applied.empty() ? "nothing changes now" : listed(m_applied);
    return m_needRestart.empty() ? now + '.'
                                 : now + ". Waiting for a restart: " + listed(m_needRestart) + '.';
}

} // namespace sluice
