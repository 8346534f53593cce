#pragma once

#include "core/drain/drainplan.h"
#include "core/runtime/clock.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sluice {

// Tells the service manager how we are (sd_notify(3)): ready, a status line, that a drain needs
// more time, that we stop, that the loops turn. Main thread, so that no loop can vouch for itself.
// Does nothing unless isHeard(). What cannot be told is logged once.
class ServiceNotifier final : public QObject {
    Q_OBJECT
public:
    struct Facts {
        std::function<std::uint64_t()> clients;
        std::function<bool()> loopsTurn;
    };

    ServiceNotifier(Facts facts, const Clock& clock, QObject* parent = nullptr);

    // NOTIFY_SOCKET is set, and this build knows libsystemd.
    static bool isHeard();

public Q_SLOTS:
    void ready(); // serves, or has read its settings again
    void readyInPlaceOf(); // of the process that was the service's main one so far
    void retire(); // a successor speaks for the service from now on
    void reloading(); // ready() follows
    void setDrain(const sluice::DrainStatus& drain); // at each change of state, and when asked
    // The drain is over, but not a predecessor's. From then on when asked, too.
    void setWaiting(const sluice::PredecessorFigures& figures);
    void tick(); // lets time pass; its own timer calls it

Q_SIGNALS:
    void drainAsked(); // now and then while a drain runs: setDrain() or setWaiting() is to follow

private:
    using Instant = Clock::Instant;
    void begin(const std::string& message);
    void askForTime(Instant now);
    void tellStatus(Instant now);
    std::string statusLine() const;
    bool isDraining() const;
    void tell(const std::string& message);

    Facts m_facts;
    const Clock& m_clock;
    QTimer m_timer;
    DrainStatus m_drain;
    std::optional<PredecessorFigures> m_waiting;
    std::string m_told; // the last status line
    Instant m_nextStatus;
    Instant m_nextExtension;
    Instant m_nextWatchdog;
    std::chrono::microseconds m_watchdogInterval {}; // 0: nobody watches
    bool m_isReady = false;
    bool m_isStopping = false;
    bool m_isRetired = false;
    bool m_isDeaf = false; // said once that the service manager does not hear us
};

} // namespace sluice
