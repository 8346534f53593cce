#pragma once

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <QVector>
#include <QXmlStreamReader>

namespace sluice::support {

// One message of a Linguist file.
struct TranslationEntry {
    QString context;
    QString source;
    QStringList forms;
    bool numerus = false;
    bool finished = true;
};

inline QVector<TranslationEntry> translationEntries(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QVector<TranslationEntry> entries;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QStringLiteral("name"))
            context = xml.readElementText();
        else if (xml.name() == QStringLiteral("message"))
            entries.append(
                { context, {}, {}, xml.attributes().hasAttribute(QStringLiteral("numerus")) });
        else if (xml.name() == QStringLiteral("source"))
            entries.last().source = xml.readElementText();
        else if (xml.name() == QStringLiteral("numerusform"))
            entries.last().forms.append(xml.readElementText());
        else if (xml.name() == QStringLiteral("translation")) {
            entries.last().finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            if (!entries.last().numerus)
                entries.last().forms.append(xml.readElementText());
        }
    }
    return entries;
}

// %1 … %9 and %Ln, sorted.
inline QStringList placeholders(const QString& sentence)
{
    static const QRegularExpression pattern(QStringLiteral("%(?:[0-9]|Ln)"));
    QStringList found;
    for (auto match = pattern.globalMatch(sentence); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

} // namespace sluice::support
