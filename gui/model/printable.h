#pragma once

#include <QString>
#include <algorithm>

namespace sluice {

// One line stays one line, whatever a client calls itself.
inline QString printable(QString text)
{
    std::replace_if(
        text.begin(), text.end(),
        [](QChar letter) {
            return letter.category() == QChar::Other_Control || letter == QChar::LineSeparator
                || letter == QChar::ParagraphSeparator;
        },
        QLatin1Char(' '));
    return text;
}

} // namespace sluice
