#include "gui/model/drainfacts.h"

#include <QJsonObject>

namespace sluice {

namespace {

drain::State stateNamed(const QString& name)
{
    for (int i = 0; i <= static_cast<int>(drain::State::Finished); ++i) {
        const auto state = static_cast<drain::State>(i);
        const std::string_view its = drain::name(state);
        if (name == QLatin1String(its.data(), static_cast<qsizetype>(its.size())))
            return state;
    }
    return drain::State::Serving;
}

quint64 count(const QJsonObject& drain, const char* name)
{
    return static_cast<quint64>(drain[QLatin1String(name)].toInteger());
}

QDateTime time(const QJsonObject& drain, const char* name)
{
    return QDateTime::fromString(drain[QLatin1String(name)].toString(), Qt::ISODateWithMs);
}

} // namespace

DrainTimes DrainTimes::fromJson(const QJsonObject& plan)
{
    const auto seconds = [&plan](const char* name) {
        return std::chrono::seconds(plan[QLatin1String(name)].toInteger());
    };
    return { seconds("timeout_s"), seconds("delay_s"), seconds("ramp_s") };
}

DrainFacts DrainFacts::fromJson(const QJsonObject& drain)
{
    DrainFacts facts;
    facts.state = stateNamed(drain[QLatin1String("state")].toString());
    facts.reason = drain[QLatin1String("reason")].toString();
    facts.started = time(drain, "started");
    facts.deadline = time(drain, "deadline");
    facts.untilDeadline
        = std::chrono::milliseconds(drain[QLatin1String("remaining_ms")].toInteger());
    facts.initial = count(drain, "initial");
    facts.remaining = count(drain, "remaining");
    facts.left = count(drain, "left");
    facts.evicted = count(drain, "evicted");
    facts.forced = count(drain, "forced");
    facts.refused = count(drain, "refused");
    facts.ratePerSecond = drain[QLatin1String("rate_per_s")].toDouble();
    if (const QJsonValue eta = drain[QLatin1String("eta_ms")]; eta.isDouble())
        facts.eta = std::chrono::milliseconds(static_cast<qint64>(eta.toDouble()));
    facts.times = DrainTimes::fromJson(drain);
    if (const QJsonValue code = drain[QLatin1String("exit_code")]; code.isDouble())
        facts.exitCode = code.toInt();
    return facts;
}

std::optional<std::chrono::milliseconds> DrainFacts::lateBy() const
{
    return eta && *eta > untilDeadline ? std::optional(*eta - untilDeadline) : std::nullopt;
}

} // namespace sluice
