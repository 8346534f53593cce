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

    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const ConnectionRow& row, qint64 now) const; // `now` by the server's clock
    // The words that look like a comparison but are none, such as `idle>soon`; they hide nothing.
    const QStringList& notUnderstood() const { return m_notUnderstood; }

private:
    enum class Field : quint8 {
        Anything,
        Id,
        User,
        Peer,
        Agent,
        State,
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
    static bool textMatches(const Term& term, const ConnectionRow& row);
    static double figure(Field field, const ConnectionRow& row, qint64 now);

    std::vector<Term> m_terms;
    QStringList m_notUnderstood;
};

} // namespace sluice
