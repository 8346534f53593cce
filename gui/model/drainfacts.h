#pragma once

#include "core/drain/drainstate.h"
#include <QDateTime>
#include <QString>
#include <chrono>
#include <optional>

class QJsonObject;

namespace sluice {

// How long a drain takes at most, how long newcomers are still let in before it, and how long
// before its end clients are closed. A value.
struct DrainTimes {
    std::chrono::seconds timeout {};
    std::chrono::seconds delay {};
    std::chrono::seconds ramp {};

    static DrainTimes fromJson(const QJsonObject& plan);
};

// A drain as the server tells of it (DRAIN.md rule 4). A value.
struct DrainFacts {
    drain::State state = drain::State::Serving;
    QString reason;
    QDateTime started;
    QDateTime deadline;
    std::chrono::milliseconds untilDeadline {}; // when this was written
    quint64 initial = 0;
    quint64 remaining = 0;
    quint64 left = 0;
    quint64 evicted = 0;
    quint64 forced = 0;
    quint64 refused = 0;
    double ratePerSecond = 0;
    std::optional<std::chrono::milliseconds> eta; // none while nobody leaves
    DrainTimes times; // of this drain, or of the one a signal would start
    std::optional<int> exitCode; // once Finished

    static DrainFacts fromJson(const QJsonObject& drain);

    bool isRunning() const
    {
        return state != drain::State::Serving && state != drain::State::Finished;
    }
    bool isChangeable() const { return isRunning() && state != drain::State::Closing; }
    quint64 gone() const { return left + evicted + forced; }
    int percentGone() const // 100 only when nobody is left
    {
        return initial == 0 ? 100 : static_cast<int>(gone() * 100 / initial);
    }
    // By how much the deadline comes too early at this rate; nothing when it does not.
    std::optional<std::chrono::milliseconds> lateBy() const;
};

} // namespace sluice
