#include "gui/look/placement.h"

#include <QStringList>
#include <algorithm>

namespace sluice::placement {

namespace {

// Enough of the upper edge to see a window and to take hold of it.
bool isInReach(const QRect& window, const QRect& screen)
{
    constexpr int width = 120;
    constexpr int height = 40;
    const QRect edge(window.x(), window.y(), window.width(), height);
    const QRect seen = edge & screen;
    return seen.width() >= std::min(width, window.width()) && seen.height() >= height / 2;
}

} // namespace

QString toText(const QRect& window)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(window.x())
        .arg(window.y())
        .arg(window.width())
        .arg(window.height());
}

std::optional<QRect> fromText(const QString& text, const QList<QRect>& screens)
{
    constexpr int least = 200;
    constexpr int most = 32767;
    QList<int> numbers;
    const QStringList words = text.split(QLatin1Char(' '));
    for (const QString& word : words) {
        bool isNumber = false;
        numbers << word.toInt(&isNumber);
        if (!isNumber || std::abs(qint64 { numbers.last() }) > most)
            return {};
    }
    if (numbers.size() != 4 || numbers[2] < least || numbers[3] < least || screens.isEmpty())
        return {};
    QRect window(numbers[0], numbers[1], numbers[2], numbers[3]);
    const auto found = std::find_if(screens.begin(), screens.end(), [&window](const QRect& screen) {
        return isInReach(window, screen);
    });
    const QRect screen = found == screens.end() ? screens.front() : *found;
    window.setSize(window.size().boundedTo(screen.size()));
    if (found == screens.end())
        window.moveCenter(screen.center());
    return window;
}

} // namespace sluice::placement
