#pragma once

#include <QStringList>
#include <vector>

namespace sluice {

// Words that must all be found, anywhere or in the text they name: `tv user:anna`. A value; texts
// are compared without case.
class WordFilter {
public:
    WordFilter() = default;
    // `names` of the texts that matches() gets, in their order; an empty name cannot be asked for.
    WordFilter(const QString& text, const QStringList& names);

    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const QStringList& texts) const;

private:
    struct Term {
        qsizetype place = -1; // of the text to look in; -1: any
        QString word;
    };
    std::vector<Term> m_terms;
};

} // namespace sluice
