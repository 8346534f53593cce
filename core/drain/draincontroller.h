#pragma once

#include "core/drain/drainstate.h"
#include "core/runtime/clock.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <string>

namespace sluice {

// The one owner of the shutdown's deadline: turns requests, signals and the client count into
// states, facts and, at the end, the exit code. Control thread; the clock is injected.
class DrainController final : public QObject {
    Q_OBJECT
public:
    using State = drain::State;

    struct Rules {
        std::chrono::milliseconds timeout { std::chrono::minutes(30) };
        std::chrono::milliseconds ramp { std::chrono::minutes(
            2) }; // of the default plan, for slots
        int signalsToForce = 3;
        std::chrono::milliseconds hurriedTimeout { std::chrono::seconds(10) };
        std::chrono::milliseconds closingGrace { std::chrono::seconds(
            5) }; // flush and Close at the deadline
        std::chrono::milliseconds forcedGrace { 100 }; // one chance for Close frames to leave
    };
    struct Outcome {
        int exitCode = 0; // 0 drained, 3 cut short by force
        std::uint64_t initial = 0;
        std::uint64_t left = 0; // went by themselves
        std::uint64_t forced = 0; // were closed by the server
        std::chrono::milliseconds took {};
    };

    DrainController(const Rules& rules, const Clock& clock, QObject* parent = nullptr);

    State state() const { return m_state; }
    std::chrono::milliseconds remaining() const; // until the deadline; 0 when not draining
    WallTime deadline() const;
    const std::string& reason() const { return m_reason; }
    std::uint64_t clients() const { return m_clients; }
    // How long clients may spread their leaving: until the ramp begins.
    std::chrono::milliseconds slotWindow() const;

public Q_SLOTS:
    void requestDrain(const std::string& reason);
    void hurry();
    void force();
    void onTerminationSignal(); // the ladder: drain, hurry, …, force
    void setClients(std::uint64_t clients); // the connection manager's count
    void tick(); // lets time pass; its own timer calls it while a drain runs

Q_SIGNALS:
    void stateChanged(sluice::drain::State to);
    void ignored(const QString& why); // a request that changed nothing
    void signalled(int nth, const QString& nextOne); // what the next signal will do
    void progress(std::uint64_t clients, std::chrono::milliseconds remaining);
    void timedOut(std::uint64_t clients);
    void finished(const sluice::DrainController::Outcome& outcome);

private:
    bool apply(drain::Event event);
    void enter(State state);
    void reportProgress();
    void finish();

    Rules m_rules;
    const Clock& m_clock;
    QTimer m_timer;
    State m_state = State::Serving;
    std::string m_reason;
    Clock::Instant m_startedAt;
    Clock::Instant m_deadline;
    Clock::Instant m_graceEnds;
    Clock::Instant m_nextReport;
    std::uint64_t m_clients = 0;
    std::uint64_t m_initial = 0;
    std::uint64_t m_atClosing = 0;
    std::uint64_t m_lastReported = 0;
    int m_signals = 0;
    int m_exitCode = 0;
};

} // namespace sluice
