#include "gui/model/wordfilter.h"

#include <QRegularExpression>
#include <algorithm>

namespace sluice {

WordFilter::WordFilter(const QString& text, const QStringList& names)
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    for (const QString& word : text.split(spaces, Qt::SkipEmptyParts)) {
        const qsizetype colon = word.indexOf(QLatin1Char(':'));
        const qsizetype place
            = colon > 0 ? names.indexOf(word.left(colon).toLower()) : qsizetype { -1 };
        m_terms.push_back({ place, place < 0 ? word : word.mid(colon + 1) });
    }
}

bool WordFilter::matches(const QStringList& texts) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        if (term.place >= 0)
            return texts.value(term.place).contains(term.word, Qt::CaseInsensitive);
        return std::any_of(texts.begin(), texts.end(), [&](const QString& each) {
            return each.contains(term.word, Qt::CaseInsensitive);
        });
    });
}

} // namespace sluice
