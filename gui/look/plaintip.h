#pragma once

#include <QString>

namespace sluice {

// A tool tip for words of others: never taken for rich text, and wrapped when it is long.
inline QString plainTip(const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

} // namespace sluice
