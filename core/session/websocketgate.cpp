#include "core/session/websocketgate.h"

#include "core/admin/admindoor.h"
#include "core/auth/connectrate.h"
#include "core/hub/hubport.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/session/deflateoffer.h"
#include "core/session/handshakesocket.h"
#include "core/settings/settings.h"
#include <QCoreApplication>
#include <QEvent>
#include <QRandomGenerator>
#include <QWebSocket>
#include <algorithm>
#include <chrono>

namespace sluice {

namespace {

constexpr std::string_view clientSubprotocol = "sluice.v1";

// 16 octets in base64 (RFC 6455 §4.1 item 7).
bool isValidKey(std::string_view key)
{
    const auto base64 = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || c == '+' || c == '/';
    };
    return key.size() == 24 && key.ends_with("==")
        && std::all_of(key.begin(), key.begin() + 22, base64);
}

// Only what negotiation needs: nothing a client wrote reaches Qt's parser but its key.
QByteArray canonicalHead(std::string_view key, std::string_view subprotocol)
{
    std::string text
        = "GET /c HTTP/1.1\r\nHost: sluice\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ";
    text += key;
    if (!subprotocol.empty())
        text.append("\r\nSec-WebSocket-Protocol: ").append(subprotocol);
    text += "\r\n\r\n";
    return QByteArray::fromStdString(text);
}

QByteArray extensionsField(const std::string& extensions)
{
    return QByteArray::fromStdString("Sec-WebSocket-Extensions: " + extensions + "\r\n");
}

bool isAdminPath(const HttpHead& head)
{
    return head.path == adminwire::path;
}

QString asQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Jittered, so that the refused do not come back as one herd.
void adviseRetry(Response& response)
{
    response.fields.emplace_back("Retry-After",
                                 std::to_string(1 + QRandomGenerator::global()->bounded(10)));
}

void adviseHttp(Response& response, std::chrono::milliseconds wait)
{
    if (response.status == 401)
        response.fields.push_back(bearerChallenge());
    if (wait.count() > 0)
        response.fields.push_back(retryAfter(wait));
    else if (response.status == 503 || response.status == 429)
        adviseRetry(response);
}

} // namespace

WebSocketGate::WebSocketGate(const Services& services, QObject* parent)
    : QObject(parent), m_services(services),
      m_admission(services.settings, services.vitals, services.authenticator, services.guesses),
      m_server(QStringLiteral("sluice"), QWebSocketServer::NonSecureMode)
{
    m_server.setSupportedSubprotocols(
        { asQString(clientSubprotocol), asQString(adminwire::subprotocol) });
    connect(&m_server, &QWebSocketServer::newConnection, this, &WebSocketGate::onNewConnection);
    rehearse();
}

WebSocketGate::~WebSocketGate() = default;

void WebSocketGate::applySettings(std::shared_ptr<const Authenticator> authenticator)
{
    m_admission.applySettings(std::move(authenticator));
}

void WebSocketGate::consider(const HttpHead& head, const PeerAddress& peer, Verdict verdict)
{
    // Neither of the two may be there twice (RFC 6455 §11.3.1, §11.3.5).
    if (head.list("Sec-WebSocket-Version") != "13") {
        Response response
            = upgradeRequired("This server speaks version 13 of the WebSocket protocol.");
        response.fields.emplace_back("Sec-WebSocket-Version", "13");
        return verdict(std::move(response));
    }
    if (!isValidKey(head.list("Sec-WebSocket-Key")))
        return verdict(
            problem(400, "bad_request", "Sec-WebSocket-Key must be 16 octets in base64."));
    if (isAdminPath(head))
        return verdict(m_services.adminDoor
                           ? m_services.adminDoor->refusal(head, peer)
                           : problem(404, "not_found", "There is no WebSocket at this path."));
    if (m_services.settings.refuseWith != RefuseWith::Http)
        return verdict(std::nullopt); // whoever is refused is told in-band
    considerClient(head, peer, verdict);
}

// What only the hub knows is asked before the handshake, so that a status can say it.
void WebSocketGate::considerClient(const HttpHead& head, const PeerAddress& peer,
                                   const Verdict& verdict)
{
    const Admission::Outcome outcome = m_admission.decide(head, peer);
    if (const auto* refusal = std::get_if<Admission::Refusal>(&outcome))
        return verdict(refusalResponse(head, peer, *refusal));
    auto decide = [this, head, peer, verdict](const std::optional<CloseReason>& foreseen) {
        const auto reason = foreseen ? foreseen : countIn(head);
        verdict(reason ? std::optional(refusalResponse(head, peer, { *reason })) : std::nullopt);
    };
    const auto& pass = std::get<Admission::Pass>(outcome);
    const Settings& settings = m_services.settings;
    const bool dependsOnHub = settings.maxConnectionsPerIp > 0
        || (!pass.clientId.empty() && settings.duplicateClientId == DuplicateClientId::Reject);
    if (!dependsOnHub || !head.path.starts_with("/ws"))
        return decide(std::nullopt);
    Arrival arrival;
    arrival.requestedId = pass.clientId;
    arrival.identity = pass.identity;
    arrival.sessionToken = head.queryValue("session").value_or(std::string());
    arrival.peer = peer;
    m_services.hub.foresee(std::move(arrival), std::move(decide));
}

Response WebSocketGate::refusalResponse(const HttpHead& head, const PeerAddress& peer,
                                        const Admission::Refusal& refusal)
{
    noteRefusal(head.path, peer, refusal);
    const CloseRow& row = closeRow(refusal.reason);
    Response response = problem(row.httpStatus, row.token, row.usedWhen);
    adviseHttp(response, refusal.wait);
    return response;
}

// In-band is impossible here: without the whole head nothing can be negotiated.
Response WebSocketGate::refuseHalfway(const PeerAddress& peer)
{
    noteRefusal({}, peer, { CloseReason::ServerShutdown });
    Response response = problem(503, "draining", "The server drains and takes no new clients.");
    adviseRetry(response);
    response.close = true;
    return response;
}

void WebSocketGate::noteRefusal(std::string_view path, const PeerAddress& peer,
                                const Admission::Refusal& refusal)
{
    // Of a stranger's words, in every log and console; and nothing that might be a token, as behind
    // a "?" that was sent as %3F.
    constexpr std::size_t enoughToKnowIt = 200;
    const CloseRow& row = closeRow(refusal.reason);
    m_services.metrics.rejected(refusal.reason).Increment();
    // Who guesses has a line of his own.
    const bool guesses = refusal.wait.count() > 0;
    eventlog::write(guesses ? LogLevel::Debug : LogLevel::Info, "session", "client_refused",
                    "Client refused: " + std::string(row.token),
                    { { "peer", peer.ip },
                      { "path", path.substr(0, std::min(path.find('?'), enoughToKnowIt)) },
                      { "code", std::int64_t { row.code } },
                      { "reason", row.token },
                      { "why", refusal.why } });
}

// Clients that come back count as well: after a restart there are no others, and it is from them
// that the limit protects. Whether their session is genuine is not known here anyway.
std::optional<CloseReason> WebSocketGate::countIn(const HttpHead& head) const
{
    const bool isClient = head.path.starts_with("/ws");
    return !isClient
            || m_services.connectRate.take(m_services.settings.connectRate,
                                           std::chrono::steady_clock::now())
        ? std::nullopt
        : std::optional(CloseReason::RateLimited);
}

void WebSocketGate::upgrade(Transport transport, HttpHead head, PeerAddress peer,
                            std::string leftover)
{
    const auto entrant = std::make_shared<Entrant>();
    entrant->transport = std::move(transport);
    entrant->leftover = std::move(leftover);
    entrant->head = std::move(head);
    entrant->peer = std::move(peer);
    const std::string_view spoken
        = isAdminPath(entrant->head) ? adminwire::subprotocol : clientSubprotocol;
    if (entrant->head.hasToken("Sec-WebSocket-Protocol", spoken))
        entrant->subprotocol = spoken;
    if (m_services.settings.compression == Compression::Auto && !isAdminPath(entrant->head))
        entrant->extensions = deflateAnswer(entrant->head.list("Sec-WebSocket-Extensions"));
    negotiate(entrant);
}

// One handshake with nobody: Qt loads its TLS library and its locale in the first one, some
// milliseconds and megabytes that no client shall wait for.
void WebSocketGate::rehearse()
{
    handshake(canonicalHead("AAAAAAAAAAAAAAAAAAAAAA==", {}));
}

void WebSocketGate::handshake(QByteArray head)
{
    m_socket = std::make_unique<HandshakeSocket>(std::move(head));
    m_server.handleConnection(m_socket.get());
    // handleConnection() reads the head in a queued call; running it now saves a turn of the loop.
    QCoreApplication::sendPostedEvents(&m_server, QEvent::MetaCall);
    m_socket.reset();
}

void WebSocketGate::negotiate(const std::shared_ptr<Entrant>& entrant)
{
    m_entrant = entrant;
    handshake(canonicalHead(*entrant->head.field("Sec-WebSocket-Key"), entrant->subprotocol));
    if (!m_entrant)
        return;
    eventlog::write(LogLevel::Error, "session", "handshake_failed",
                    "The handshake could not be negotiated.", { { "peer", entrant->peer.ip } });
    --m_services.vitals.openDescriptors;
    m_entrant.reset();
}

void WebSocketGate::onNewConnection()
{
    const std::unique_ptr<QWebSocket> negotiated(m_server.nextPendingConnection());
    m_socket->sealReply();
    negotiated->disconnect();
    if (!m_entrant)
        return; // the rehearsal
    m_entrant->handshake = m_socket->reply();
    if (!m_entrant->extensions.empty()) // before the empty line
        m_entrant->handshake.insert(m_entrant->handshake.size() - 2,
                                    extensionsField(m_entrant->extensions));
    announce(std::exchange(m_entrant, nullptr));
}

void WebSocketGate::announce(const std::shared_ptr<Entrant>& entrant)
{
    if (isAdminPath(entrant->head)) {
        Q_EMIT adminEntered(entrant);
        return;
    }
    Admission::Outcome outcome = m_admission.decide(entrant->head, entrant->peer);
    const bool isToBeCounted = m_services.settings.refuseWith != RefuseWith::Http
        && std::holds_alternative<Admission::Pass>(outcome); // else consider() has done so
    if (const auto reason = isToBeCounted ? countIn(entrant->head) : std::nullopt)
        outcome = Admission::Refusal { *reason };
    if (const auto* refusal = std::get_if<Admission::Refusal>(&outcome)) {
        noteRefusal(entrant->head.path, entrant->peer, *refusal);
        m_services.metrics.connectionsShortLived.Increment();
        Q_EMIT refused(entrant, refusal->reason);
        return;
    }
    entrant->pass = std::get<Admission::Pass>(std::move(outcome));
    if (entrant->head.path == "/echo")
        Q_EMIT echoEntered(entrant);
    else
        Q_EMIT entered(entrant);
}

} // namespace sluice
