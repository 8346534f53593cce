#pragma once

#include "core/admin/admindoor.h"
#include "core/admin/adminporch.h"
#include "core/admin/adminports.h"
#include "core/http/httpserver.h"
#include "core/hub/mailboxports.h"
#include "core/hub/shard.h"
#include "core/hubdesk.h"
#include "core/net/listener.h"
#include "core/observe/loopprobe.h"
#include "core/session/websocketgate.h"
#include "core/settings/settings.h"
#include <QObject>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sluice {

class AdminPlaces;
class AdminService;
class Authenticator;
class ConnectRate;
class ConnectionManager;
class GuessLimit;
class IoLoop;
class Mailbox;
class Metrics;
class Server;
struct Renewal;
struct Vitals;

// The stations of one I/O loop and the wires between them: the loop's half of a connection's
// journey, from a descriptor to a session. Made, used and destroyed in its loop.
class IoWorker final : public QObject {
    Q_OBJECT
public:
    struct Services {
        const Settings& settings; // copied: every loop reads its own
        Vitals& vitals;
        Metrics& metrics;
        IoLoop& loop;
        Mailbox& control;
        Server* const& server; // null until the control thread has made it
        ConnectionManager* const& hub;
        AdminService* const& admin;
        AdminPlaces& adminPlaces;
        HandshakeLine& handshakes; // of all loops, as the next
        ConnectRate& connectRate;
        std::string epoch;
        std::function<std::int64_t()> slowestLoopMs;
        std::shared_ptr<const Authenticator> authenticator;
        GuessLimit& guesses;
    };

    IoWorker(std::uint16_t index, const Services& services);
    ~IoWorker() override;

    Shard& shard() { return m_shard; }
    void adopt(const std::vector<Accepted>& newcomers); // plain ones
    void adopt(Newcomer newcomer) { m_http.adopt(std::move(newcomer)); }
    void applySettings(const Renewal& renewal); // for who comes; nobody who is here is disconnected
    void refuseHalfwayUpgrades() { m_http.refuseHalfwayUpgrades(); }

private:
    using Entrant = std::shared_ptr<WebSocketGate::Entrant>;
    void onEntered(const Entrant& entrant);
    void onEchoEntered(const Entrant& entrant);
    void onAdminEntered(const Entrant& entrant);
    void onRefused(const Entrant& entrant, CloseReason reason);

    Settings m_settings; // before the stations, which refer to it
    MailboxHubIntake m_intake;
    HubDesk m_desk;
    Shard m_shard;
    MailboxAdminIntake m_adminIntake;
    AdminPorch m_porch;
    AdminDoor m_adminDoor;
    WebSocketGate m_gate;
    HandshakeLine::Wing m_line;
    HttpServer m_http;
    LoopProbe m_probe;
};

} // namespace sluice
