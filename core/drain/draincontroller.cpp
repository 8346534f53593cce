#include "core/drain/draincontroller.h"

#include "core/text/spoken.h"
#include <algorithm>

namespace sluice {

using namespace std::chrono_literals;
using drain::Event;
using std::chrono::milliseconds;

namespace {

constexpr auto tickInterval = 50ms;
constexpr auto reportInterval = 5s;
constexpr milliseconds longestMove = 5s; // of a client to another server, generously
constexpr auto forcedGrace = 100ms; // one chance for Close frames to leave
constexpr auto lastWord = 100ms; // for the loops to say who was cut off

milliseconds between(Clock::Instant from, Clock::Instant to)
{
    return std::chrono::duration_cast<milliseconds>(to - from);
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

DrainController::DrainController(const DrainRules& rules, const Clock& clock, Counter refused,
                                 QObject* parent)
    : QObject(parent), m_rules(rules), m_clock(clock), m_refused(std::move(refused))
{
    m_timer.setInterval(tickInterval);
    connect(&m_timer, &QTimer::timeout, this, &DrainController::tick);
}

milliseconds DrainController::remaining() const
{
    if (!isRunning())
        return 0ms;
    return std::max(0ms, between(m_clock.now(), m_deadline));
}

milliseconds DrainController::elapsed() const
{
    return between(m_startedAt, m_clock.now());
}

milliseconds DrainController::slotWindow() const
{
    const milliseconds left = remaining();
    if (m_state == State::Evicting)
        return left;
    // Whose slot is the last has a moment for the move before the ramp begins.
    const milliseconds window = std::max(0ms, left - m_plan.ramp);
    return window - std::min(window / 10, longestMove);
}

DrainAnswer DrainController::request(const DrainOrder& order)
{
    const bool fresh = m_state == State::Serving;
    if (fresh)
        begin(order);
    const drain::Step step = apply(m_plan.delay > 0ms ? Event::Request : Event::RequestNow);
    DrainAnswer reply = answer(step);
    if (fresh)
        sayAdjusted(reply.adjustments = m_plan.adjustments);
    else if (m_state != State::Finished)
        reply.outcome = DrainAnswer::Outcome::Joined;
    return reply;
}

void DrainController::begin(const DrainOrder& order)
{
    m_plan = m_rules.fit(order);
    m_startedAt = m_clock.now();
    m_startedWall = m_clock.wallTime();
    m_delayEnds = m_startedAt + m_plan.delay;
    m_deadline = m_startedAt + m_plan.timeout;
    m_ledger.open(m_startedAt, refusals());
    m_exitCode = 0;
    m_aborted = false;
}

DrainAnswer DrainController::update(const DrainUpdate& update)
{
    const State before = m_state;
    if (before == State::Serving)
        return { DrainAnswer::Outcome::NoDrain, "no drain has begun", {}, status() };
    if (before == State::Closing || before == State::Finished)
        return {
            DrainAnswer::Outcome::TooLate, "the last clients are being closed already", {}, status()
        };
    std::vector<std::string> adjustments;
    if (update.timeout || update.ramp)
        moveDeadline(update, adjustments);
    if (update.hurry)
        hurry();
    tick();
    DrainAnswer reply = answer({ m_state, {} });
    reply.adjustments = std::move(adjustments);
    return reply;
}

void DrainController::moveDeadline(const DrainUpdate& update, std::vector<std::string>& adjustments)
{
    const Instant now = m_clock.now();
    if (update.timeout) {
        m_deadline = now + *update.timeout;
        if (const auto most = m_rules.longest(); most && m_deadline > m_startedAt + *most) {
            m_deadline = m_startedAt + *most;
            adjustments.push_back("timeout_s is cut to " + spoken(remaining())
                                  + ": more does not fit into the stop budget.");
        }
        m_delayEnds = std::min(m_delayEnds, now + remaining() / 2);
        m_plan.timeout = between(m_startedAt, m_deadline);
    }
    const milliseconds delay = std::max(0ms, between(now, m_delayEnds));
    const milliseconds longest = DrainRules::longestRamp(remaining(), delay);
    m_plan.ramp = update.ramp ? DrainRules::fitRamp(*update.ramp, longest, adjustments)
                              : std::min(m_plan.ramp, longest);
    tellMoved();
    sayAdjusted(adjustments);
}

void DrainController::tellMoved()
{
    Q_EMIT planMoved();
    Q_EMIT changed();
    if (m_state == State::Evicting)
        planEviction();
}

void DrainController::sayAdjusted(const std::vector<std::string>& adjustments)
{
    for (const std::string& sentence : adjustments)
        Q_EMIT adjusted(sentence);
}

void DrainController::forbidCancel(const std::string& why)
{
    m_noWayBack = why;
}

DrainAnswer DrainController::cancel()
{
    if (!m_noWayBack.empty())
        return { DrainAnswer::Outcome::TooLate, m_noWayBack, {}, status() };
    const drain::Step step = apply(Event::Cancel);
    if (step.taken())
        m_signals = 0;
    return answer(step);
}

DrainAnswer DrainController::force()
{
    if (m_state == State::Serving)
        begin({ 0ms, 0ms, 0ms, "force" });
    if (m_state != State::Finished)
        m_exitCode = 3;
    const drain::Step step = apply(Event::Force);
    if (m_state == State::Closing)
        m_abortAt = std::min(m_abortAt, m_clock.now() + forcedGrace);
    return answer(step);
}

void DrainController::hurry()
{
    const bool evicting = m_state == State::Evicting;
    if (drain::next(m_state, Event::Hurry).taken()) {
        m_deadline = std::min(m_deadline, m_clock.now() + m_rules.hurriedTimeout);
        m_plan.timeout = between(m_startedAt, m_deadline);
        m_plan.ramp = remaining();
    }
    apply(Event::Hurry);
    if (evicting)
        tellMoved();
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
        request({ {}, {}, {}, "signal" });
    else
        hurry();
}

void DrainController::clientJoined()
{
    m_ledger.joined();
    tellCounted();
}

void DrainController::clientLeft(LeftBy by, std::uint64_t lostOctets)
{
    m_ledger.left(by, lostOctets);
    tellCounted();
    if (isRunning() && m_state != State::Announced && clients() == 0)
        apply(Event::LastClientLeft);
}

// While no drain has begun, who comes and goes changes nothing here.
void DrainController::tellCounted()
{
    if (m_ledger.isOpen())
        Q_EMIT changed();
}

void DrainController::tick()
{
    if (!isRunning())
        return;
    const Instant now = m_clock.now();
    if (m_ledger.sample(now))
        Q_EMIT secondPassed();
    if (m_state == State::Closing) {
        waitInClosing(now);
        return;
    }
    if (m_state == State::Announced && now >= m_delayEnds)
        apply(Event::DelayOver);
    if (!isRunning()) // nobody was there
        return;
    if (now >= m_deadline) {
        Q_EMIT timedOut(clients());
        apply(Event::DeadlineReached);
        return;
    }
    if (m_state == State::Draining && m_plan.ramp > 0ms && now >= m_deadline - m_plan.ramp)
        apply(Event::RampReached);
    if (m_state != State::Announced && (now >= m_nextReport || tenthLeft()))
        reportProgress();
}

void DrainController::waitInClosing(Instant now)
{
    if (!m_aborted && now >= m_abortAt) {
        m_aborted = true;
        m_endAt = now + lastWord;
        Q_EMIT abortRemaining();
    } else if (m_aborted && now >= m_endAt) {
        apply(Event::GraceOver);
    }
}

drain::Step DrainController::apply(Event event)
{
    const drain::Step step = drain::next(m_state, event);
    if (!step.taken())
        Q_EMIT ignored(toQString(step.ignored));
    else if (step.to != m_state)
        enter(step.to);
    return step;
}

void DrainController::enter(State state)
{
    m_state = state;
    if (state == State::Closing) {
        m_abortAt = m_clock.now() + m_rules.closingGrace();
    } else if (state == State::Finished) {
        finish();
        return;
    }
    if (state == State::Serving) {
        m_timer.stop();
        m_ledger.close();
    } else {
        m_timer.start();
    }
    Q_EMIT stateChanged(state);
    if (state == State::Evicting)
        planEviction();
    Q_EMIT changed();
    if (clients() == 0 && state != State::Serving && state != State::Announced)
        apply(Event::LastClientLeft);
    else if (state == State::Draining)
        reportProgress();
}

// A little less than what is left: the last ones closed should have answered by the deadline.
void DrainController::planEviction()
{
    const milliseconds left = remaining();
    Q_EMIT evictionPlanned(left - std::min(m_rules.closeTimeout, left / 20));
}

// More than a tenth of all has left since the last report.
bool DrainController::tenthLeft() const
{
    return m_lastReported - std::min(m_lastReported, clients()) > m_ledger.initial() / 10;
}

void DrainController::reportProgress()
{
    m_nextReport = m_clock.now() + reportInterval;
    m_lastReported = clients();
    Q_EMIT progress(clients(), remaining());
}

void DrainController::finish()
{
    m_timer.stop();
    Q_EMIT stateChanged(State::Finished);
    m_ledger.writeOff();
    Q_EMIT changed();
    Q_EMIT finished(status());
}

DrainStatus DrainController::status() const
{
    DrainStatus status;
    status.state = m_state;
    status.budget = m_rules.budget;
    status.plan = m_state == State::Serving ? m_rules.fit({ {}, {}, {}, "signal" }) : m_plan;
    if (m_state == State::Serving)
        return status;
    status.reason = m_plan.reason;
    status.started = m_startedWall;
    status.remaining = remaining();
    status.deadline = *m_startedWall + between(m_startedAt, m_deadline);
    status.figures = m_ledger.figures(refusals());
    status.ratePerSecond = m_ledger.ratePerSecond();
    status.eta = m_ledger.eta();
    if (m_state == State::Finished)
        status.exitCode = m_exitCode;
    return status;
}

DrainAnswer DrainController::answer(drain::Step step) const
{
    DrainAnswer reply;
    reply.status = status();
    if (step.taken())
        return reply;
    reply.outcome
        = m_state == State::Serving ? DrainAnswer::Outcome::NoDrain : DrainAnswer::Outcome::TooLate;
    reply.why = std::string(step.ignored);
    return reply;
}

} // namespace sluice
