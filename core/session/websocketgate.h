#pragma once

#include "core/net/upgradesink.h"
#include "core/session/admission.h"
#include "core/session/closereason.h"
#include <QByteArray>
#include <QObject>
#include <QWebSocketServer>
#include <memory>
#include <string>
#include <utility>

namespace sluice {

class AdminDoor;
class Authenticator;
class ConnectRate;
class GuessLimit;
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
        Admission::Pass pass; // once it is let in
    };

    struct Services {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        HubPort& hub;
        ConnectRate& connectRate; // of all loops
        const AdminDoor* adminDoor = nullptr; // null: there is no admin stream here
        std::shared_ptr<const Authenticator> authenticator = {}; // null: nobody needs a token
        GuessLimit* guesses = nullptr; // null: wrong tokens are not counted
    };

    explicit WebSocketGate(const Services& services, QObject* parent = nullptr);
    ~WebSocketGate() override;

    // The settings have new values, and tokens are shown to this from now on.
    void applySettings(std::shared_ptr<const Authenticator> authenticator);

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
    void considerClient(const HttpHead& head, const PeerAddress& peer, const Verdict& verdict);
    std::optional<CloseReason> countIn(const HttpHead& head) const; // once for each newcomer
    void noteRefusal(std::string_view path, const PeerAddress& peer,
                     const Admission::Refusal& refusal);
    Response refusalResponse(const HttpHead& head, const PeerAddress& peer,
                             const Admission::Refusal& refusal);
    void rehearse();
    void handshake(QByteArray head);
    void negotiate(const std::shared_ptr<Entrant>& entrant);
    void onNewConnection();
    void announce(const std::shared_ptr<Entrant>& entrant);

    Services m_services;
    Admission m_admission;
    QWebSocketServer m_server;
    std::unique_ptr<HandshakeSocket> m_socket; // of the negotiation that is under way
    std::shared_ptr<Entrant> m_entrant;
};

} // namespace sluice
