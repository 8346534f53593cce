#include "core/cluster/takeoverfields.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sluice::takeover {

Fields::Fields(std::string_view line)
{
    const auto octets = QByteArray::fromRawData(line.data(), static_cast<qsizetype>(line.size()));
    const QJsonDocument document = QJsonDocument::fromJson(octets);
    m_isObject = document.isObject();
    m_object = document.object();
}

QJsonValue Fields::value(std::string_view name) const
{
    return m_object.value(QLatin1String(name.data(), static_cast<qsizetype>(name.size())));
}

void Fields::complain(std::string_view name)
{
    if (m_complaint.empty())
        m_complaint = name;
}

std::string Fields::text(std::string_view name)
{
    const QJsonValue found = value(name);
    if (!found.isString())
        complain(name);
    return found.toString().toStdString();
}

std::vector<std::string> Fields::texts(std::string_view name)
{
    const QJsonValue found = value(name);
    if (!found.isArray())
        complain(name);
    std::vector<std::string> all;
    const QJsonArray items = found.toArray();
    for (const auto& item : items) {
        if (!item.isString())
            complain(name);
        all.push_back(item.toString().toStdString());
    }
    return all;
}

std::uint64_t Fields::number(std::string_view name, std::uint64_t most)
{
    const std::int64_t found = signedNumber(name);
    if (found < 0 || static_cast<std::uint64_t>(found) > most) {
        complain(name);
        return 0;
    }
    return static_cast<std::uint64_t>(found);
}

std::int64_t Fields::signedNumber(std::string_view name)
{
    // Whole numbers are kept exactly; anything else falls back to the value given here.
    constexpr auto none = std::numeric_limits<std::int64_t>::min();
    const std::int64_t found = value(name).toInteger(none);
    if (found == none)
        complain(name);
    return found == none ? 0 : found;
}

bool Fields::truth(std::string_view name)
{
    const QJsonValue found = value(name);
    if (!found.isBool())
        complain(name);
    return found.toBool();
}

std::int64_t microseconds(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

WallTime wallTime(std::int64_t microseconds)
{
    return WallTime(
        std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(microseconds)));
}

} // namespace sluice::takeover
