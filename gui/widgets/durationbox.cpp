#include "gui/widgets/durationbox.h"

#include "gui/wording.h"
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <optional>

namespace sluice {

namespace {

constexpr int mostSeconds = 7 * 24 * 3600; // what the server takes at most

// The units are read in English and in Ukrainian, whatever the window speaks.
std::optional<int> secondsIn(const QString& text)
{
    static const QRegularExpression whole(
        QStringLiteral("^\\s*(?:(\\d{1,2})\\s*(?:d|д)\\s*)?(?:(\\d{1,3})\\s*(?:h|год)\\s*)?"
                       "(?:(\\d{1,5})\\s*(?:m|min|хв)\\s*)?(?:(\\d{1,6})\\s*(?:s|с)?\\s*)?$"));
    const auto match = whole.match(text);
    if (!match.hasMatch() || text.trimmed().isEmpty())
        return {};
    const int seconds = match.captured(1).toInt() * 86400 + match.captured(2).toInt() * 3600
        + match.captured(3).toInt() * 60 + match.captured(4).toInt();
    return seconds <= mostSeconds ? std::optional(seconds) : std::nullopt;
}

} // namespace

DurationBox::DurationBox(QWidget* parent) : QSpinBox(parent)
{
    setRange(0, mostSeconds);
    setKeyboardTracking(true);
}

void DurationBox::setDuration(std::chrono::seconds duration)
{
    setValue(static_cast<int>(std::min<qint64>(duration.count(), mostSeconds)));
}

void DurationBox::setLeast(std::chrono::seconds least)
{
    setMinimum(static_cast<int>(least.count()));
}

// To the next round value, in steps that fit the size.
void DurationBox::stepBy(int steps)
{
    struct Range {
        int below;
        int step;
    };
    constexpr std::array<Range, 5> ranges {
        { { 60, 5 }, { 600, 30 }, { 3600, 300 }, { 14400, 900 }, { mostSeconds + 1, 3600 } }
    };
    const int now = value();
    const int at = steps > 0 ? now : now - 1;
    const auto range = std::find_if(ranges.begin(), ranges.end(),
                                    [at](const Range& each) { return at < each.below; });
    const int step = range->step;
    const int floor = now / step * step;
    setValue(steps > 0 ? floor + step * steps : (floor == now ? now : floor + step) + step * steps);
}

QString DurationBox::textFromValue(int value) const
{
    const int days = value / 86400;
    const int hours = value / 3600 % 24;
    const int minutes = value / 60 % 60;
    QStringList parts;
    using namespace std::chrono_literals;
    if (days > 0)
        parts << wording::span(days * 24h);
    if (hours > 0)
        parts << wording::span(hours * 1h);
    if (minutes > 0)
        parts << wording::span(minutes * 1min);
    if (value % 60 > 0 || parts.isEmpty())
        parts << wording::span(value % 60 * 1s);
    return parts.join(QLatin1Char(' '));
}

int DurationBox::valueFromText(const QString& text) const
{
    return secondsIn(text).value_or(value());
}

QValidator::State DurationBox::validate(QString& text, int&) const
{
    const auto seconds = secondsIn(text);
    if (seconds && *seconds >= minimum())
        return QValidator::Acceptable;
    static const QRegularExpression begun(QStringLiteral("^[\\d\\sdhminsдгодхвс]*$"));
    return begun.match(text).hasMatch() ? QValidator::Intermediate : QValidator::Invalid;
}

} // namespace sluice
