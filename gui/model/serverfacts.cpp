#include "gui/model/serverfacts.h"

#include "gui/model/rowreader.h"
#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

namespace sluice {

namespace {

QStringList texts(const QJsonValue& array)
{
    QStringList found;
    const QJsonArray values = array.toArray();
    for (const auto& value : values)
        found << value.toString();
    return found;
}

} // namespace

ServerIdentity ServerIdentity::fromJson(const QJsonObject& hello)
{
    constexpr qint64 envelope = 512; // what a command has around the message
    const QJsonObject limits = hello[QLatin1String("limits")].toObject();
    const qint64 request = limits[QLatin1String("request_bytes")].toInteger();
    return { hello[QLatin1String("node")].toString(), hello[QLatin1String("version")].toString(),
             hello[QLatin1String("boot_id")].toString(), hello[QLatin1String("role")].toString(),
             std::max<qint64>(request - envelope, 0) };
}

ServerStats ServerStats::fromJson(const QJsonObject& stats)
{
    const auto total = [&](const char* name) {
        return static_cast<quint64>(stats[QLatin1String(name)].toInteger());
    };
    ServerStats facts;
    facts.clients = total("clients");
    facts.accepting = stats[QLatin1String("accepting")].toBool(true);
    facts.readiness = stats[QLatin1String("readiness")].toString();
    facts.inRate = stats[QLatin1String("in_rate")].toDouble();
    facts.outRate = stats[QLatin1String("out_rate")].toDouble();
    facts.queuedBytes = stats[QLatin1String("queued_bytes")].toInteger();
    facts.loopLagMs = stats[QLatin1String("loop_lag_ms")].toInteger(-1);
    facts.residentBytes = stats[QLatin1String("rss_bytes")].toInteger(-1);
    facts.uptimeSeconds = stats[QLatin1String("uptime_s")].toInteger(-1);
    facts.accepted = total("accepted_total");
    facts.rejected = total("rejected_total");
    facts.messagesIn = total("messages_in_total");
    facts.messagesOut = total("messages_out_total");
    facts.time = millisecondsSince1970(stats[QLatin1String("time")]);
    return facts;
}

CommandResult CommandResult::fromJson(const QJsonObject& result)
{
    const QJsonObject plan = result[QLatin1String("plan")].toObject();
    return { result[QLatin1String("ok")].toBool(),
             result[QLatin1String("code")].toString(),
             result[QLatin1String("message")].toString(),
             result[QLatin1String("closed")].toInt(),
             result[QLatin1String("recipients")].toInt(),
             texts(result[QLatin1String("unknown")]),
             result[QLatin1String("joined")].toBool(),
             texts(result[QLatin1String("adjustments")])
                 + texts(plan[QLatin1String("adjustments")]) };
}

} // namespace sluice
