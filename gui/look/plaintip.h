#pragma once

#include <QString>

namespace sluice {

// A tool tip for words of others: never taken for rich text, wrapped when it is long; its lines
// stay lines.
inline QString plainTip(const QString& text)
{
    return text.isEmpty()
        ? QString()
        : QStringLiteral("<p>%1</p>")
              .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

} // namespace sluice
