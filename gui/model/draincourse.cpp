#include "gui/model/draincourse.h"

#include <algorithm>

namespace sluice {

using std::chrono::milliseconds;

void DrainCourse::update(const DrainFacts& facts, Instant now)
{
    const bool another = facts.started != m_facts.started || !m_facts.isRunning();
    if (facts.state != drain::State::Serving && another && m_facts.state != drain::State::Finished)
        begin(facts, now);
    if (facts.gone() != m_facts.gone())
        m_lastLeft = now;
    // A message that was long under way names the deadline late: the earliest one is right, or
    // the countdown would step back.
    const Instant deadline = now + facts.untilDeadline;
    m_deadline = facts.deadline == m_facts.deadline ? std::min(m_deadline, deadline) : deadline;
    if (facts.state == drain::State::Finished && m_facts.state != drain::State::Finished)
        m_ended = now;
    m_facts = facts;
}

// A console that comes late knows the beginning from the server's clock.
void DrainCourse::begin(const DrainFacts& facts, Instant now)
{
    m_rates.clear();
    m_lastLeft = now;
    m_began = now;
    if (facts.started.isValid() && facts.deadline.isValid()) {
        const milliseconds whole(facts.started.msecsTo(facts.deadline));
        m_began = now - std::max(milliseconds(0), whole - facts.untilDeadline);
    }
}

void DrainCourse::sampleRate()
{
    constexpr qsizetype minute = 60;
    if (!m_facts.isRunning())
        return;
    if (m_rates.size() == minute)
        m_rates.removeFirst();
    m_rates.append(m_facts.ratePerSecond);
}

milliseconds DrainCourse::untilDeadline(Instant now) const
{
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(m_deadline - now));
}

milliseconds DrainCourse::quietFor(Instant now) const
{
    const bool waits = m_facts.state == drain::State::Draining
        || m_facts.state == drain::State::Evicting || m_facts.state == drain::State::Closing;
    return waits && m_facts.remaining > 0
        ? std::chrono::duration_cast<milliseconds>(now - m_lastLeft)
        : milliseconds(0);
}

milliseconds DrainCourse::duration(Instant now) const
{
    const Instant end = m_facts.state == drain::State::Finished ? m_ended : now;
    return std::chrono::duration_cast<milliseconds>(end - m_began);
}

} // namespace sluice
