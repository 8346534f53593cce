#pragma once

#include "core/admin/adminservice.h"
#include "core/auth/sessiontoken.h"
#include "core/drain/draincontroller.h"
#include "core/drain/drainlog.h"
#include "core/handover.h"
#include "core/hub/connectionmanager.h"
#include "core/hub/hubport.h"
#include "core/net/listener.h"
#include "core/observe/vitals.h"
#include "core/predecessorwait.h"
#include "core/runtime/memorytrim.h"
#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

class Continuity;
class Metrics;
class ShardPort;
struct Settings;

// The assembly: makes the stations of the control thread and connects them. Both journeys, a
// message's and a drain's, can be read in server.cpp. Control thread.
class Server final : public QObject {
    Q_OBJECT
public:
    // Gives a batch of newcomers to one loop.
    using Forward = std::function<void(std::size_t loop, std::vector<Accepted> newcomers)>;
    struct Services {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        const Clock& clock;
        std::vector<ShardPort*> shards;
        Forward forward;
        std::function<void()> refuseHalfwayUpgrades; // on every loop
        Continuity& continuity;
        int listener = -1; // a descriptor that listens already; else the settings say where
    };

    explicit Server(const Services& services);
    ~Server() override;

    // Answers once, now or later: nothing on success, else a sentence.
    void start(const std::function<void(std::optional<std::string>)>& answer);
    const std::string& address() const { return m_listener.address(); }
    std::uint16_t port() const { return m_listener.port(); }
    std::string shownAddress() const; // as it stands in a URL

    ConnectionManager& connections() { return m_connections; }
    DrainController& drain() { return m_drain; }
    AdminService& admin() { return m_admin; }
    bool setAccepting(bool enabled); // returns what holds now: a drain goes on refusing
    HubStatus status() const;
    // None: a predecessor is not what this process lives on for.
    std::optional<PredecessorFigures> waiting() const { return m_wait.figures(); }

Q_SIGNALS:
    void waits(); // for a predecessor, all else being done
    void handedOver(); // a successor serves; what is left is the drain
    void finished(int exitCode);

private:
    std::optional<std::string> listen();
    void serve();
    void wireConnections();
    void wireBackplane();
    void wireDrain();
    void forwardNewcomers(const std::vector<Accepted>& batch);
    void onClientLeft(const Departure& departure);
    void onDrainState(drain::State state);
    void setDraining(Readiness readiness);
    void resumeService();
    void startNotifications();
    void onPlanMoved();
    void announceDrain();
    void onDrainChanged();
    void onFinished(const DrainStatus& outcome);
    void end(const DrainStatus& outcome);

    Services m_services;
    SessionTokens m_tokens;
    ConnectionManager m_connections;
    DrainController m_drain;
    DrainLog m_drainLog;
    AdminService m_admin;
    Listener m_listener;
    Handover m_handover;
    PredecessorWait m_wait;
    MemoryTrim m_memoryTrim;
    QTimer m_notificationTimer;
    bool m_ended = false;
    bool m_clientsTold = false; // of the drain that runs
    std::size_t m_nextLoop = 0;
};

} // namespace sluice
