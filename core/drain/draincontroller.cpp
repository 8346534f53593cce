#include "core/drain/draincontroller.h"

#include <algorithm>

namespace sluice {

using namespace std::chrono_literals;
using drain::Event;

namespace {

constexpr auto tickInterval = 50ms;
constexpr auto reportInterval = 5s;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

DrainController::DrainController(const Rules& rules, const Clock& clock, QObject* parent)
    : QObject(parent), m_rules(rules), m_clock(clock)
{
    m_timer.setInterval(tickInterval);
    connect(&m_timer, &QTimer::timeout, this, &DrainController::tick);
}

std::chrono::milliseconds DrainController::remaining() const
{
    if (m_state == State::Serving || m_state == State::Finished)
        return 0ms;
    return std::max(
        0ms, std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - m_clock.now()));
}

WallTime DrainController::deadline() const
{
    return m_clock.wallTime() + remaining();
}

std::chrono::milliseconds DrainController::slotWindow() const
{
    const std::chrono::milliseconds left = remaining();
    return left - std::min(m_rules.ramp, left / 2);
}

void DrainController::requestDrain(const std::string& reason)
{
    if (m_state == State::Serving) {
        m_reason = reason;
        m_startedAt = m_clock.now();
        m_deadline = m_startedAt + m_rules.timeout;
        m_initial = m_clients;
    }
    apply(Event::RequestNow);
}

void DrainController::hurry()
{
    if (drain::next(m_state, Event::Hurry).taken())
        m_deadline = std::min(m_deadline, m_clock.now() + m_rules.hurriedTimeout);
    apply(Event::Hurry);
}

void DrainController::force()
{
    if (m_state == State::Finished)
        return;
    if (m_state == State::Serving) {
        m_startedAt = m_deadline = m_clock.now();
        m_initial = m_clients;
    }
    m_exitCode = 3;
    apply(Event::Force);
    m_graceEnds = m_clock.now() + m_rules.forcedGrace;
}

void DrainController::onTerminationSignal()
{
    ++m_signals;
    const bool forceNow = m_signals >= m_rules.signalsToForce;
    const int left = m_rules.signalsToForce - m_signals;
    Q_EMIT signalled(m_signals,
                     forceNow             ? QStringLiteral("this one forces the shutdown")
                         : left == 1      ? QStringLiteral("the next one forces the shutdown")
                         : m_signals == 1 ? QStringLiteral("the next one hurries the drain")
                                          : QStringLiteral("%1 more force the shutdown").arg(left));
    if (forceNow)
        force();
    else if (m_signals == 1)
        requestDrain("signal");
    else
        hurry();
}

void DrainController::setClients(std::uint64_t clients)
{
    m_clients = clients;
    if (clients == 0 && m_state != State::Serving && m_state != State::Finished)
        apply(Event::LastClientLeft);
}

void DrainController::tick()
{
    if (m_state == State::Serving || m_state == State::Finished)
        return;
    const auto now = m_clock.now();
    if (m_state == State::Closing) {
        if (now >= m_graceEnds)
            apply(Event::GraceOver);
        return;
    }
    if (now >= m_deadline) {
        Q_EMIT timedOut(m_clients);
        apply(Event::DeadlineReached);
        return;
    }
    const bool tenthLeft = m_lastReported - std::min(m_lastReported, m_clients) > m_initial / 10;
    if (now >= m_nextReport || tenthLeft)
        reportProgress();
}

bool DrainController::apply(Event event)
{
    const drain::Step step = drain::next(m_state, event);
    if (!step.taken()) {
        Q_EMIT ignored(toQString(step.ignored));
        return false;
    }
    if (step.to != m_state)
        enter(step.to);
    return true;
}

void DrainController::enter(State state)
{
    m_state = state;
    if (state == State::Closing) {
        m_atClosing = m_clients;
        m_graceEnds = m_clock.now() + m_rules.closingGrace;
    }
    if (state == State::Finished) {
        finish();
        return;
    }
    m_timer.start();
    Q_EMIT stateChanged(state);
    if (m_clients == 0)
        apply(Event::LastClientLeft);
    else if (state == State::Draining)
        reportProgress();
}

void DrainController::reportProgress()
{
    m_nextReport = m_clock.now() + reportInterval;
    m_lastReported = m_clients;
    Q_EMIT progress(m_clients, remaining());
}

void DrainController::finish()
{
    m_timer.stop();
    Outcome outcome;
    outcome.exitCode = m_exitCode;
    outcome.initial = m_initial;
    outcome.forced = m_atClosing;
    outcome.left = m_initial - std::min(m_initial, m_atClosing);
    outcome.took
        = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_startedAt);
    Q_EMIT stateChanged(State::Finished);
    Q_EMIT finished(outcome);
}

} // namespace sluice
