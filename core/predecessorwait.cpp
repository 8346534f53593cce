#include "core/predecessorwait.h"

#include "core/drain/draincontroller.h"
#include "core/drain/drainrules.h"
#include "core/handover.h"
#include "core/observe/eventlog.h"
#include "core/settings/settings.h"
#include <algorithm>

namespace sluice {

using namespace std::chrono_literals;

PredecessorWait::PredecessorWait(const Settings& settings, const Handover& handover,
                                 const DrainController& drain, QObject* parent)
    : QObject(parent), m_settings(settings), m_handover(handover), m_drain(drain)
{
    m_longest.setSingleShot(true);
    m_longest.setTimerType(Qt::PreciseTimer);
    connect(&m_longest, &QTimer::timeout, this, &PredecessorWait::onTooLong);
}

void PredecessorWait::begin()
{
    connect(&m_handover, &Handover::predecessorGone, this, &PredecessorWait::finish);
    connect(&m_drain, &DrainController::signalled, this, &PredecessorWait::onSignalled);
    m_longest.start(withGrace(m_drain.status().plan.timeout - m_drain.elapsed()));
    eventlog::write(LogLevel::Info, "server", "waiting_for_predecessor",
                    "All clients have left; the predecessor, which still drains, is waited for.",
                    { { "longest_ms", std::int64_t { m_longest.interval() } } });
}

std::optional<PredecessorFigures> PredecessorWait::figures() const
{
    if (!m_longest.isActive())
        return std::nullopt;
    return PredecessorFigures { m_handover.predecessorsClients(),
                                m_longest.remainingTimeAsDuration() };
}

// Whom the same signals reach, as a service manager's do, has then closed its clients.
void PredecessorWait::onSignalled(int nth)
{
    if (nth >= m_settings.signalsToForce)
        return finish();
    if (nth < 2)
        return;
    const auto hurried = withGrace(DrainRules().hurriedTimeout);
    m_longest.start(std::min(hurried, m_longest.remainingTimeAsDuration()));
}

void PredecessorWait::onTooLong()
{
    eventlog::write(LogLevel::Warning, "server", "predecessor_outlasts",
                    "The predecessor still drains, but the time for our own end has come.");
    finish();
}

void PredecessorWait::finish()
{
    m_longest.stop();
    disconnect(&m_handover, nullptr, this, nullptr);
    disconnect(&m_drain, nullptr, this, nullptr);
    Q_EMIT over();
}

// As long as those it closes at its deadline may take, and it to end after them.
std::chrono::milliseconds PredecessorWait::withGrace(std::chrono::milliseconds deadline) const
{
    return std::max(0ms, deadline) + 2 * m_settings.closeTimeout;
}

} // namespace sluice
