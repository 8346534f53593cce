#pragma once

#include "core/runtime/clock.h"
#include "gui/model/drainfacts.h"
#include <QVector>

namespace sluice {

// A drain between two messages of the server: the countdown ticks, the silence grows, the rate
// makes a curve. A value; every time is an instant of the console's monotonic clock.
class DrainCourse {
public:
    using Instant = Clock::Instant;

    void update(const DrainFacts& facts, Instant now);
    void sampleRate(); // once a second

    const DrainFacts& facts() const { return m_facts; }
    std::chrono::milliseconds untilDeadline(Instant now) const;
    // How long nobody has left while the drain waits for somebody; zero when it does not.
    std::chrono::milliseconds quietFor(Instant now) const;
    std::chrono::milliseconds duration(Instant now) const; // so far, or of the finished drain
    const QVector<double>& rates() const { return m_rates; } // the last minute's, oldest first

private:
    void begin(const DrainFacts& facts, Instant now);

    DrainFacts m_facts;
    Instant m_deadline {};
    Instant m_began {};
    Instant m_ended {};
    Instant m_lastLeft {};
    QVector<double> m_rates;
};

} // namespace sluice
