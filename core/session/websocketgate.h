#pragma once

#include "core/auth/originpolicy.h"
#include "core/net/upgradesink.h"
#include "core/session/closereason.h"
#include <QByteArray>
#include <QObject>
#include <QWebSocketServer>
#include <memory>
#include <optional>
#include <string>

namespace sluice {

class AdminDoor;
class ConnectRate;
class HandshakeSocket;
class HubPort;
class Metrics;
struct Settings;
struct Vitals;

// The front door of one loop: checks an upgrade request (RFC 6455 §4.2.1), decides what can be
// decided without the hub, and lets the QWebSocketServer negotiate it. Says who came in by signals.
class WebSocketGate final : public QObject, public UpgradeSink {
    Q_OBJECT
public:
    // A connection whose opening handshake is done, all but sent.
    struct Entrant {
        Transport transport; // the receiver's
        QByteArray handshake; // the 101
        std::string leftover;
        HttpHead head;
        PeerAddress peer;
        std::string subprotocol;
        std::string extensions; // agreed to, as the 101 says it; empty: none
    };

    struct Services {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        HubPort& hub;
        ConnectRate& connectRate; // of all loops
        const AdminDoor* adminDoor = nullptr; // null: there is no admin stream here
    };

    explicit WebSocketGate(const Services& services, QObject* parent = nullptr);
    ~WebSocketGate() override;

    void applySettings(); // which have new values

    void consider(const HttpHead& head, const PeerAddress& peer, Verdict verdict) override;
    Response refuseHalfway(const PeerAddress& peer) override;
    void upgrade(Transport transport, HttpHead head, PeerAddress peer,
                 std::string leftover) override;

Q_SIGNALS:
    void entered(const std::shared_ptr<sluice::WebSocketGate::Entrant>& entrant);
    void echoEntered(const std::shared_ptr<sluice::WebSocketGate::Entrant>& entrant);
    void adminEntered(const std::shared_ptr<sluice::WebSocketGate::Entrant>& entrant);
    // To be told why in-band, then closed (refuse_with=close).
    void refused(const std::shared_ptr<sluice::WebSocketGate::Entrant>& entrant,
                 sluice::CloseReason reason);

private:
    std::optional<CloseReason> refusal(const HttpHead& head) const;
    std::optional<CloseReason> countIn(const HttpHead& head) const; // once for each newcomer
    void noteRefusal(std::string_view path, const PeerAddress& peer, CloseReason reason);
    Response refusalResponse(const HttpHead& head, const PeerAddress& peer, CloseReason reason);
    void rehearse();
    void handshake(QByteArray head);
    void negotiate(const std::shared_ptr<Entrant>& entrant);
    void onNewConnection();
    void announce(const std::shared_ptr<Entrant>& entrant);

    Services m_services;
    OriginPolicy m_origins;
    QWebSocketServer m_server;
    std::unique_ptr<HandshakeSocket> m_socket; // of the negotiation that is under way
    std::shared_ptr<Entrant> m_entrant;
};

} // namespace sluice
