#include "gui/model/csv.h"

#include <algorithm>

namespace sluice::csv {

QString cell(const QString& text)
{
    static const QString formula = QStringLiteral("=+-@\t\r");
    static const QString special = QStringLiteral(",\"\r\n");
    const bool dangerous = !text.isEmpty() && formula.contains(text.front());
    QString safe = dangerous ? QLatin1Char('\'') + text : text;
    const bool quoted = std::any_of(safe.cbegin(), safe.cend(),
                                    [](QChar letter) { return special.contains(letter); });
    if (!quoted)
        return safe;
    safe.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + safe + QLatin1Char('"');
}

QByteArray line(const QStringList& cells)
{
    QStringList written;
    for (const QString& text : cells)
        written << cell(text);
    return written.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

} // namespace sluice::csv
