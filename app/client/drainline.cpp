#include "app/client/drainline.h"
#include "app/client/terminaltext.h"
#include <QJsonArray>
#include <QStringList>
#include <algorithm>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

qint64 number(const QJsonObject& status, QLatin1StringView name)
{
    return status.value(name).toInteger();
}

QString text(const QJsonObject& status, QLatin1StringView name)
{
    return forTerminal(status.value(name).toString()).simplified();
}

qint64 milliseconds(const QJsonObject& status, QLatin1StringView secondsName)
{
    return qRound64(status.value(secondsName).toDouble() * 1000);
}

QString clients(qint64 count)
{
    return count == 1 ? u"1 client"_s : u"%1 clients"_s.arg(count);
}

QString progress(const QJsonObject& status)
{
    const qint64 initial = number(status, "initial"_L1);
    const qint64 remaining = number(status, "remaining"_L1);
    if (initial == 0)
        return u"no clients"_s;
    const qint64 done = (initial - remaining) * 100 / initial;
    return u"%1 of %2 left (%3% done)"_s.arg(remaining).arg(initial).arg(done);
}

QString pace(const QJsonObject& status)
{
    const double rate = status.value("rate_per_s"_L1).toDouble();
    if (rate <= 0)
        return {};
    const QString eta = status.value("eta_ms"_L1).isDouble()
        ? u", about "_s + spanText(number(status, "eta_ms"_L1)) + u" to go"_s
        : QString();
    return QString::number(rate, 'f', 1) + u"/s"_s + eta;
}

QString fates(const QJsonObject& status)
{
    QStringList parts;
    const auto add = [&](QLatin1StringView name, const QString& what) {
        if (const qint64 count = number(status, name); count > 0)
            parts << QString::number(count) + u' ' + what;
    };
    add("left"_L1, u"left by themselves"_s);
    add("evicted"_L1, u"closed along the ramp"_s);
    add("forced"_L1, u"closed at the end"_s);
    add("refused"_L1, u"newcomers refused"_s);
    return parts.join(u", "_s);
}

QString spans(const QJsonObject& plan)
{
    const qint64 delay = milliseconds(plan, "delay_s"_L1);
    const qint64 ramp = milliseconds(plan, "ramp_s"_L1);
    QString line = spanText(milliseconds(plan, "timeout_s"_L1)) + u" at most"_s;
    if (delay > 0)
        line += u", newcomers refused after "_s + spanText(delay);
    return line
        + (ramp > 0 ? u", the last "_s + spanText(ramp) + u" to close who is still there"_s
                    : u", nobody closed before that"_s);
}

} // namespace

QString spanText(qint64 milliseconds)
{
    const qint64 seconds = (std::max<qint64>(milliseconds, 0) + 500) / 1000;
    if (seconds < 60)
        return u"%1s"_s.arg(seconds);
    if (seconds < 3600)
        return u"%1m%2s"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, '0'_L1);
    return u"%1h%2m"_s.arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, '0'_L1);
}

QString drainLine(const QJsonObject& status, qint64 ageMs)
{
    const QString state = text(status, "state"_L1);
    QStringList parts { state, progress(status) };
    if (const QString rate = pace(status); !rate.isEmpty())
        parts << rate;
    if (state != "Closing"_L1 && state != "Finished"_L1)
        parts << u"deadline in "_s + spanText(number(status, "remaining_ms"_L1) - ageMs);
    return parts.join(u"  "_s);
}

QString drainSummary(const QJsonObject& status)
{
    const bool forced = number(status, "exit_code"_L1) != 0;
    const qint64 initial = number(status, "initial"_L1);
    const QString how = fates(status);
    return (forced ? u"Cut short by force: "_s : u"Drained: "_s) + clients(initial)
        + (how.isEmpty() ? u"."_s : u"; "_s + how + u'.');
}

QString drainReport(const QJsonObject& status)
{
    const QString state = text(status, "state"_L1);
    if (state == "Serving"_L1)
        return u"No drain is running. One would take "_s + spans(status) + u'.';
    QStringList lines { u"State     %1 (%2)"_s.arg(state, text(status, "reason"_L1)),
                        u"Clients   "_s + progress(status) };
    if (const QString how = fates(status); !how.isEmpty())
        lines << u"So far    "_s + how;
    if (const QString rate = pace(status); !rate.isEmpty())
        lines << u"Rate      "_s + rate;
    lines << u"Began     "_s + text(status, "started"_L1)
          << u"Deadline  %1, in %2"_s.arg(text(status, "deadline"_L1),
                                          spanText(number(status, "remaining_ms"_L1)));
    return lines.join(u'\n');
}

QString drainPlanReport(const QJsonObject& plan)
{
    QStringList lines { u"A drain would take "_s + spans(plan) + u'.' };
    const QJsonArray adjustments = plan.value("adjustments"_L1).toArray();
    for (const auto& sentence : adjustments)
        lines << u"Note: "_s + forTerminal(sentence.toString()).simplified();
    return lines.join(u'\n');
}

} // namespace sluice
