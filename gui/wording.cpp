#include "gui/wording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::wording {

namespace {

constexpr const char* context = "wording";

QString say(const char* source)
{
    return QCoreApplication::translate(context, source);
}

// One decimal below a hundred, none above: three figures are enough to read at a glance.
QString rounded(double value)
{
    return QLocale().toString(value, 'f', value < 99.95 && value != std::floor(value) ? 1 : 0);
}

QString counted(const char* source, quint64 count)
{
    constexpr quint64 most = 1'000'000'000; // %n is an int
    return QCoreApplication::translate(context, source, nullptr,
                                       static_cast<int>(std::min(count, most)));
}

} // namespace

QString number(quint64 value)
{
    return QLocale().toString(value);
}

QString rate(double perSecond)
{
    constexpr double nothing = 0.05; // would read 0.0
    if (perSecond < nothing)
        return say(QT_TRANSLATE_NOOP("wording", "%1/s")).arg(0);
    if (perSecond >= 999'950)
        return say(QT_TRANSLATE_NOOP("wording", "%1M/s")).arg(rounded(perSecond / 1e6));
    if (perSecond >= 9'999.5)
        return say(QT_TRANSLATE_NOOP("wording", "%1k/s")).arg(rounded(perSecond / 1e3));
    return say(QT_TRANSLATE_NOOP("wording", "%1/s")).arg(rounded(perSecond));
}

QString bytes(qint64 value)
{
    constexpr double step = 1024;
    const auto size = static_cast<double>(value);
    if (size < step)
        return say(QT_TRANSLATE_NOOP("wording", "%1 B")).arg(QLocale().toString(value));
    if (size < step * step)
        return say(QT_TRANSLATE_NOOP("wording", "%1 KiB")).arg(rounded(size / step));
    if (size < step * step * step)
        return say(QT_TRANSLATE_NOOP("wording", "%1 MiB")).arg(rounded(size / step / step));
    return say(QT_TRANSLATE_NOOP("wording", "%1 GiB")).arg(rounded(size / step / step / step));
}

QString byteRate(double perSecond)
{
    return say(QT_TRANSLATE_NOOP("wording", "%1/s")).arg(bytes(qRound64(perSecond)));
}

QString span(std::chrono::milliseconds time)
{
    const auto total = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(time).count());
    const std::array<qint64, 4> parts { total / 86400, total / 3600 % 24, total / 60 % 60,
                                        total % 60 };
    const std::array<const char*, 4> units { QT_TRANSLATE_NOOP("wording", "%1d"),
                                             QT_TRANSLATE_NOOP("wording", "%1h"),
                                             QT_TRANSLATE_NOOP("wording", "%1m"),
                                             QT_TRANSLATE_NOOP("wording", "%1s") };
    std::size_t first = 0;
    while (first < 3 && parts[first] == 0)
        ++first;
    QString text = say(units[first]).arg(parts[first]);
    if (first < 3 && parts[first + 1] > 0)
        text += QLatin1Char(' ') + say(units[first + 1]).arg(parts[first + 1]);
    return text;
}

QString countdown(std::chrono::milliseconds time)
{
    const auto total = std::max<qint64>(0, std::chrono::ceil<std::chrono::seconds>(time).count());
    const auto two
        = [](qint64 part) { return QStringLiteral("%1").arg(part, 2, 10, QLatin1Char('0')); };
    const QString minutes = two(total / 60 % 60) + QLatin1Char(':') + two(total % 60);
    return total < 3600 ? minutes : QString::number(total / 3600) + QLatin1Char(':') + minutes;
}

QString clockTime(const QDateTime& time)
{
    return time.toLocalTime().toString(QStringLiteral("HH:mm:ss"));
}

QString clients(quint64 count)
{
    return counted(QT_TRANSLATE_N_NOOP("wording", "%Ln client(s)"), count);
}

QString connections(quint64 count)
{
    return counted(QT_TRANSLATE_N_NOOP("wording", "%Ln connection(s)"), count);
}

} // namespace sluice::wording
