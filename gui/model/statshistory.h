#pragma once

#include "core/runtime/clock.h"
#include "gui/model/serverfacts.h"
#include <QVector>
#include <array>
#include <deque>

namespace sluice {

// A server's figures of the last five minutes, one sample a second. Seconds in which nothing was
// heard are not a number. A value.
class StatsHistory {
public:
    enum Figure : quint8 {
        Clients,
        InRate,
        OutRate,
        QueuedBytes,
        LoopLagMs,
        MemoryBytes,
        FigureCount
    };
    static constexpr int most = 300;

    void add(const ServerStats& stats, Clock::Instant now);

    bool isEmpty() const { return m_samples.empty(); }
    QVector<double> values(Figure figure) const; // oldest first
    double peak(Figure figure) const; // not a number when nothing is known

private:
    using Sample = std::array<double, FigureCount>;
    void push(const Sample& sample);

    std::deque<Sample> m_samples;
    Clock::Instant m_last {};
};

} // namespace sluice
