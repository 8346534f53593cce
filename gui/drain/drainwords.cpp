#include "gui/drain/drainwords.h"

#include "gui/wording.h"
#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <limits>

namespace sluice::drainwords {

namespace {

using namespace std::chrono_literals;
using drain::State;

QString say(const char* source)
{
    return QCoreApplication::translate("drain", source);
}

QString counted(const char* source, quint64 count)
{
    constexpr quint64 most = std::numeric_limits<int>::max();
    return QCoreApplication::translate("drain", source, nullptr,
                                       static_cast<int>(std::min(count, most)));
}

} // namespace

Sign sign(State state)
{
    switch (state) {
    case State::Serving:
        return { Glyph::Full, Tone::Good, say(QT_TRANSLATE_NOOP("drain", "Serving")) };
    case State::Announced:
        return { Glyph::Clock, Tone::Warning, say(QT_TRANSLATE_NOOP("drain", "Announced")) };
    case State::Draining:
        return { Glyph::Half, Tone::Warning, say(QT_TRANSLATE_NOOP("drain", "Draining")) };
    case State::Evicting:
        return { Glyph::Hurry, Tone::Warning, say(QT_TRANSLATE_NOOP("drain", "Evicting")) };
    case State::Closing:
        return { Glyph::Bolt, Tone::Danger, say(QT_TRANSLATE_NOOP("drain", "Closing")) };
    case State::Finished:
        return { Glyph::Done, Tone::Good, say(QT_TRANSLATE_NOOP("drain", "Finished")) };
    }
    return { Glyph::Hollow, Tone::Muted, {} };
}

QString whatHappens(State state)
{
    switch (state) {
    case State::Serving:
        return say(QT_TRANSLATE_NOOP("drain", "Newcomers are let in."));
    case State::Announced:
        return say(QT_TRANSLATE_NOOP("drain",
                                     "Load balancers are told to look away; newcomers are still "
                                     "let in."));
    case State::Draining:
        return say(QT_TRANSLATE_NOOP("drain",
                                     "Newcomers are refused; clients leave, each at a time of its "
                                     "own."));
    case State::Evicting:
        return say(QT_TRANSLATE_NOOP("drain",
                                     "Clients that are still here are closed one after another."));
    case State::Closing:
        return say(QT_TRANSLATE_NOOP("drain", "The last clients are being closed."));
    case State::Finished:
        return say(QT_TRANSLATE_NOOP("drain", "The server has ended."));
    }
    return {};
}

QString beginning(const DrainFacts& facts)
{
    const QString time = wording::clockTime(facts.started);
    if (facts.reason == QLatin1String("signal"))
        return say(QT_TRANSLATE_NOOP("drain", "by a signal at %1")).arg(time);
    if (facts.reason.isEmpty() || facts.reason == QLatin1String("api"))
        return say(QT_TRANSLATE_NOOP("drain", "by an operator at %1")).arg(time);
    return say(QT_TRANSLATE_NOOP("drain", "“%1”, since %2")).arg(facts.reason, time);
}

QString eta(const DrainFacts& facts)
{
    if (facts.remaining == 0)
        return QStringLiteral("–");
    return facts.eta ? wording::countdown(*facts.eta) : say(QT_TRANSLATE_NOOP("drain", "unknown"));
}

QString warning(const DrainCourse& course, DrainCourse::Instant now)
{
    constexpr auto worthSaying = 10s;
    const auto& facts = course.facts();
    QStringList warnings;
    if (const auto quiet = course.quietFor(now); quiet >= worthSaying)
        warnings
            << say(QT_TRANSLATE_NOOP("drain", "No one has left for %1")).arg(wording::span(quiet));
    const auto late = facts.lateBy();
    const bool waits = facts.state == State::Announced || facts.state == State::Draining;
    if (late && *late >= 1s && waits)
        warnings << say(QT_TRANSLATE_NOOP("drain", "Misses the deadline by ~%1"))
                        .arg(wording::span(*late));
    return warnings.join(QStringLiteral(" · "));
}

QString outcome(const DrainCourse& course, DrainCourse::Instant now)
{
    const DrainFacts& facts = course.facts();
    const QString took = wording::span(course.duration(now));
    const bool forced = facts.exitCode.value_or(0) != 0;
    if (facts.initial == 0)
        return say(forced ? QT_TRANSLATE_NOOP("drain", "Cut short by force after %1.")
                          : QT_TRANSLATE_NOOP("drain", "Drained in %1: no one was connected."))
            .arg(took);
    if (!forced && facts.evicted == 0 && facts.forced == 0)
        return counted(QT_TRANSLATE_N_NOOP("drain",
                                           "Drained in %1: %Ln client(s) left by themselves, "
                                           "nobody had to be closed."),
                       facts.left)
            .arg(took);
    QStringList parts;
    if (facts.left > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("drain", "%Ln client(s) left by themselves"),
                         facts.left);
    if (facts.evicted > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("drain", "%Ln client(s) were closed in turn"),
                         facts.evicted);
    if (facts.forced > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("drain", "%Ln client(s) were closed by force"),
                         facts.forced);
    const QString sentence
        = say(forced ? QT_TRANSLATE_NOOP("drain", "Cut short by force after %1: %2.")
                     : QT_TRANSLATE_NOOP("drain", "Drained in %1: %2."));
    return sentence.arg(took, parts.join(QStringLiteral(", ")));
}

QString report(const DrainCourse& course, const QString& node, DrainCourse::Instant now)
{
    const DrainFacts& facts = course.facts();
    const auto line
        = [](const char* source, const QString& value) { return say(source).arg(value); };
    QStringList lines {
        line(QT_TRANSLATE_NOOP("drain", "Drain of %1"), node),
        outcome(course, now),
        line(QT_TRANSLATE_NOOP("drain", "Started: %1"), facts.started.toString(Qt::ISODate)),
        line(QT_TRANSLATE_NOOP("drain", "Deadline: %1"), facts.deadline.toString(Qt::ISODate)),
        line(QT_TRANSLATE_NOOP("drain", "Reason: %1"), facts.reason),
        line(QT_TRANSLATE_NOOP("drain", "Clients at the beginning: %1"),
             wording::number(facts.initial)),
        line(QT_TRANSLATE_NOOP("drain", "Left: %1"), wording::number(facts.left)),
        line(QT_TRANSLATE_NOOP("drain", "Evicted: %1"), wording::number(facts.evicted)),
        line(QT_TRANSLATE_NOOP("drain", "Forced: %1"), wording::number(facts.forced)),
        line(QT_TRANSLATE_NOOP("drain", "Newcomers refused: %1"), wording::number(facts.refused)),
    };
    if (facts.exitCode)
        lines << line(QT_TRANSLATE_NOOP("drain", "Exit code: %1"),
                      QString::number(*facts.exitCode));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace sluice::drainwords
