#include "gui/servers/profilestore.h"

#include <QFile>
#include <algorithm>
#include <array>

namespace sluice {

namespace {

constexpr std::array<const char*, 4> environments { "none", "dev", "stage", "prod" };

QString word(Environment environment)
{
    return QLatin1String(environments[static_cast<std::size_t>(environment)]);
}

Environment environmentOf(const QString& word)
{
    const auto* found = std::find_if(environments.begin(), environments.end(),
                                     [&](const char* each) { return word == QLatin1String(each); });
    return found == environments.end() ? Environment::None
                                       : static_cast<Environment>(found - environments.begin());
}

const QLatin1String prefix("server-");

int numberOf(const QString& group)
{
    return group.startsWith(prefix) ? QStringView(group).sliced(prefix.size()).toInt() : 0;
}

} // namespace

ProfileStore::ProfileStore() : ProfileStore(ownFile()) { }

ProfileStore::ProfileStore(const QString& file) : m_settings(file, QSettings::IniFormat)
{
    setAsideIfBroken();
}

QString ProfileStore::ownFile()
{
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("sluice"),
                     QStringLiteral("servers"))
        .fileName();
}

// Kept for whoever wrote it: the next save would overwrite it.
void ProfileStore::setAsideIfBroken()
{
    if (m_settings.status() != QSettings::FormatError)
        return;
    const QString broken = m_settings.fileName() + QStringLiteral(".broken");
    QFile::remove(broken);
    QFile::rename(m_settings.fileName(), broken);
    m_settings.clear();
}

QVector<ServerProfile> ProfileStore::all() const
{
    QStringList groups = m_settings.childGroups();
    std::sort(groups.begin(), groups.end(),
              [](const QString& a, const QString& b) { return numberOf(a) < numberOf(b); });
    QVector<ServerProfile> profiles;
    for (const QString& group : std::as_const(groups)) {
        const auto value = [&](const char* name) {
            return m_settings.value(group + QLatin1Char('/') + QLatin1String(name)).toString();
        };
        if (numberOf(group) > 0 && !value("url").isEmpty())
            profiles.append({ group, value("name"), value("url"),
                              environmentOf(value("environment")), value("token_file"),
                              value("ca_file"), value("pin") });
    }
    return profiles;
}

void ProfileStore::put(ServerProfile& profile)
{
    if (profile.key.isEmpty()) {
        int last = 0;
        const QStringList groups = m_settings.childGroups();
        for (const QString& group : groups)
            last = std::max(last, numberOf(group));
        profile.key = prefix + QString::number(last + 1);
    }
    m_settings.beginGroup(profile.key);
    m_settings.setValue(QStringLiteral("name"), profile.name);
    m_settings.setValue(QStringLiteral("url"), profile.url);
    m_settings.setValue(QStringLiteral("environment"), word(profile.environment));
    m_settings.setValue(QStringLiteral("token_file"), profile.tokenFile);
    m_settings.setValue(QStringLiteral("ca_file"), profile.authorityFile);
    m_settings.setValue(QStringLiteral("pin"), profile.pin);
    m_settings.endGroup();
    m_settings.sync();
}

void ProfileStore::remove(const ServerProfile& profile)
{
    if (profile.key.isEmpty())
        return;
    m_settings.remove(profile.key);
    m_settings.sync();
}

} // namespace sluice
