#pragma once

#include "gui/model/connectionrow.h"
#include <QStringList>
#include <vector>

namespace sluice {

// What somebody typed into the filter field: words that must all be found, such as
// `tv user:anna idle>60 queued>0`. A value; texts are compared without case.
class ConnectionFilter {
public:
    ConnectionFilter() = default;
    explicit ConnectionFilter(const QString& text);

    bool isEmpty() const { return m_texts.empty() && m_figures.empty(); }
    // A connection's texts are settled when it opens; its state and figures change.
    bool matchesTexts(const ConnectionRow& row) const;
    bool matchesFigures(const ConnectionRow& row, qint64 now) const; // by the server's clock
    bool matches(const ConnectionRow& row, qint64 now) const
    {
        return matchesTexts(row) && matchesFigures(row, now);
    }
    // The words that look like a comparison but are none, such as `idle>soon`; they hide nothing.
    const QStringList& notUnderstood() const { return m_notUnderstood; }

private:
    enum class Field : quint8 {
        Anything,
        Id,
        User,
        Peer,
        Agent,
        State, // the first that changes
        Idle,
        Connected,
        Queued,
        In,
        Out,
        Rtt
    };
    struct Term {
        Field field = Field::Anything;
        bool above = true;
        double number = 0;
        QString text;
    };
    void addWord(const QString& word);
    void add(Term term);
    static bool figureMatches(const Term& term, const ConnectionRow& row, qint64 now);
    static bool textMatches(const Term& term, const ConnectionRow& row);
    static double figure(Field field, const ConnectionRow& row, qint64 now);

    std::vector<Term> m_texts;
    std::vector<Term> m_figures;
    QStringList m_notUnderstood;
};

} // namespace sluice
