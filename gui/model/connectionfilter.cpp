#include "gui/model/connectionfilter.h"

#include <QRegularExpression>
#include <algorithm>
#include <optional>

namespace sluice {

namespace {

// 60 · 1.5 · 5m · 2h · 1d for times, 64k · 1M for bytes; both in one table, no letter means two
// things.
std::optional<double> number(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]+(?:\\.[0-9]+)?)([smhdkM]?)$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const double factor = unit == QLatin1String("m") ? 60
        : unit == QLatin1String("h")                 ? 3600
        : unit == QLatin1String("d")                 ? 86400
        : unit == QLatin1String("k")                 ? 1024
        : unit == QLatin1String("M")                 ? 1024 * 1024
                                                     : 1;
    return match.captured(1).toDouble() * factor;
}

bool has(const QString& text, const QString& part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

} // namespace

ConnectionFilter::ConnectionFilter(const QString& text)
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    for (const QString& word : text.split(spaces, Qt::SkipEmptyParts))
        addWord(word);
}

void ConnectionFilter::addWord(const QString& word)
{
    struct Name {
        const char* text;
        Field field;
    };
    static constexpr Name texts[] = { { "id:", Field::Id },
                                      { "user:", Field::User },
                                      { "peer:", Field::Peer },
                                      { "agent:", Field::Agent },
                                      { "state:", Field::State } };
    for (const Name& name : texts)
        if (word.startsWith(QLatin1String(name.text), Qt::CaseInsensitive)) {
            add({ name.field, true, 0, word.mid(QLatin1String(name.text).size()) });
            return;
        }
    static constexpr Name figures[]
        = { { "idle", Field::Idle },     { "connected", Field::Connected },
            { "queued", Field::Queued }, { "in", Field::In },
            { "out", Field::Out },       { "rtt", Field::Rtt } };
    for (const Name& name : figures) {
        const QLatin1String text(name.text);
        if (!word.startsWith(text, Qt::CaseInsensitive) || word.size() <= text.size())
            continue;
        const QChar sign = word[text.size()];
        if (sign != QLatin1Char('>') && sign != QLatin1Char('<'))
            continue;
        if (const auto value = number(word.mid(text.size() + 1)))
            add({ name.field, sign == QLatin1Char('>'), *value, {} });
        else
            m_notUnderstood << word;
        return;
    }
    add({ Field::Anything, true, 0, word });
}

void ConnectionFilter::add(Term term)
{
    (term.field < Field::State ? m_texts : m_figures).push_back(std::move(term));
}

bool ConnectionFilter::matchesTexts(const ConnectionRow& row) const
{
    return std::all_of(m_texts.begin(), m_texts.end(),
                       [&](const Term& term) { return textMatches(term, row); });
}

bool ConnectionFilter::matchesFigures(const ConnectionRow& row, qint64 now) const
{
    return std::all_of(m_figures.begin(), m_figures.end(),
                       [&](const Term& term) { return figureMatches(term, row, now); });
}

bool ConnectionFilter::figureMatches(const Term& term, const ConnectionRow& row, qint64 now)
{
    if (term.field == Field::State) {
        const bool closing = row.state == ConnectionRow::State::Closing;
        return has(closing ? QStringLiteral("closing") : QStringLiteral("open"), term.text);
    }
    const double value = figure(term.field, row, now);
    return term.above ? value > term.number : value < term.number && value >= 0;
}

bool ConnectionFilter::textMatches(const Term& term, const ConnectionRow& row)
{
    switch (term.field) {
    case Field::Id:
        return has(row.id, term.text);
    case Field::User:
        return has(row.user, term.text);
    case Field::Peer:
        return has(row.address(), term.text);
    case Field::Agent:
        return has(row.userAgent, term.text);
    default:
        return has(row.id, term.text) || has(row.user, term.text) || has(row.peer, term.text)
            || has(row.userAgent, term.text) || has(row.subprotocol, term.text);
    }
}

double ConnectionFilter::figure(Field field, const ConnectionRow& row, qint64 now)
{
    const auto secondsSince
        = [now](qint64 then) { return then < 0 ? -1.0 : static_cast<double>(now - then) / 1000; };
    switch (field) {
    case Field::Idle:
        return secondsSince(row.idleSince());
    case Field::Connected:
        return secondsSince(row.connectedAt);
    case Field::Queued:
        return static_cast<double>(row.queuedBytes);
    case Field::In:
        return row.inRate;
    case Field::Out:
        return row.outRate;
    default:
        return row.rttMs;
    }
}

} // namespace sluice
