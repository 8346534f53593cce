#pragma once

#include "core/drain/drainledger.h"
#include "core/drain/drainrules.h"
#include "core/runtime/clock.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sluice {

// The one owner of the shutdown's deadline: turns orders, signals and the clients' comings and
// goings into states, facts and, at the end, the exit code. Control thread; the clock is injected.
class DrainController final : public QObject {
    Q_OBJECT
public:
    using State = drain::State;
    using Counter = std::function<std::uint64_t()>;

    // `refused` counts the newcomers that were ever refused because of a drain.
    DrainController(const DrainRules& rules, const Clock& clock, Counter refused = {},
                    QObject* parent = nullptr);

    State state() const { return m_state; }
    DrainStatus status() const;
    DrainPlan plan(const DrainOrder& order) const { return m_rules.fit(order); }
    std::uint64_t clients() const { return m_ledger.clients(); }
    std::chrono::milliseconds remaining() const; // until the deadline; 0 when not draining
    std::chrono::milliseconds elapsed() const; // since the drain began
    // How long clients may spread their leaving: until the ramp begins, on it until its end.
    std::chrono::milliseconds slotWindow() const;

public Q_SLOTS:
    sluice::DrainAnswer request(const sluice::DrainOrder& order);
    sluice::DrainAnswer update(const sluice::DrainUpdate& update);
    sluice::DrainAnswer cancel();
    sluice::DrainAnswer force();
    void forbidCancel(const std::string& why); // there is nothing to return to
    void onTerminationSignal(); // the ladder: drain, hurry, …, force
    void clientJoined();
    void clientLeft(sluice::LeftBy by, std::uint64_t lostOctets);
    void tick(); // lets time pass; its own timer calls it while a drain runs

Q_SIGNALS:
    void stateChanged(sluice::drain::State to);
    void planMoved(); // deadline or ramp of a drain that runs
    void adjusted(const std::string& sentence); // how an order was fitted into the rules
    void secondPassed(); // of a drain
    void evictionPlanned(std::chrono::milliseconds over); // the clients that are left, from now
    void abortRemaining(); // who is left now had its time
    void changed(); // anything that status() tells but the passing of time
    void ignored(const QString& why); // an order that changed nothing
    void signalled(int nth, const QString& nextOne); // what the next signal will do
    void progress(std::uint64_t clients, std::chrono::milliseconds remaining);
    void timedOut(std::uint64_t clients);
    void finished(const sluice::DrainStatus& outcome);

private:
    using Instant = Clock::Instant;
    bool isRunning() const { return m_state != State::Serving && m_state != State::Finished; }
    drain::Step apply(drain::Event event);
    void enter(State state);
    void begin(const DrainOrder& order);
    void hurry();
    void tellMoved();
    void tellCounted();
    void sayAdjusted(const std::vector<std::string>& adjustments);
    void moveDeadline(const DrainUpdate& update, std::vector<std::string>& adjustments);
    void planEviction();
    void waitInClosing(Instant now);
    bool tenthLeft() const;
    void reportProgress();
    void finish();
    DrainAnswer answer(drain::Step step) const;
    std::uint64_t refusals() const { return m_refused ? m_refused() : 0; }

    DrainRules m_rules;
    const Clock& m_clock;
    Counter m_refused;
    QTimer m_timer;
    State m_state = State::Serving;
    DrainPlan m_plan;
    DrainLedger m_ledger;
    std::optional<WallTime> m_startedWall;
    Instant m_startedAt;
    Instant m_delayEnds;
    Instant m_deadline;
    Instant m_abortAt; // in Closing: when the rest is cut off …
    Instant m_endAt; // … and when nobody is waited for any more
    Instant m_nextReport;
    std::uint64_t m_lastReported = 0;
    int m_signals = 0;
    int m_exitCode = 0;
    bool m_aborted = false;
    std::string m_noWayBack; // why cancel() is refused; empty: it is not
};

} // namespace sluice
