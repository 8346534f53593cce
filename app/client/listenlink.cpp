#include "app/client/listenlink.h"
#include "app/client/serverurl.h"
#include "app/client/socketfailure.h"
#include <QJsonDocument>
#include <QNetworkRequest>

namespace sluice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto welcomePatience = 15s;
constexpr auto silencePatience = 20s; // then a ping, then as long again

} // namespace

ListenLink::ListenLink(QObject* parent) : QObject(parent)
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &ListenLink::onText);
    connect(&m_socket, &QWebSocket::disconnected, this, &ListenLink::onDisconnected);
    connect(&m_socket, &QWebSocket::pong, this, [this] {
        m_pinged = false;
        m_watchdog.start(silencePatience);
    });
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &ListenLink::onError);
    m_watchdog.setSingleShot(true);
    connect(&m_watchdog, &QTimer::timeout, this, &ListenLink::onSilence);
}

void ListenLink::open(const QUrl& url, const QString& token, const ServerTrust& trust)
{
    m_url = url;
    QNetworkRequest request(url);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token.toUtf8());
    m_watchdog.start(welcomePatience);
    const auto tls = trust.configuration();
    if (!tls) { // though it was there when the command began
        QTimer::singleShot(0, this, [this, why = trust.noAuthority()] { giveUp(why); });
        return;
    }
    m_socket.setSslConfiguration(*tls);
    m_socket.open(request);
    if (!trust.pin.isEmpty())
        holdToPin(m_socket, trust.pin, [this](const QString& why) { m_wrongKey = why; });
}

void ListenLink::send(const QString& text)
{
    m_socket.sendTextMessage(text);
}

void ListenLink::leave()
{
    m_end = { u"left"_s, false, -1 };
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.close(QWebSocketProtocol::CloseCodeNormal);
    else
        giveUp(u"left"_s);
}

void ListenLink::onText(const QString& text)
{
    const QJsonObject frame = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString type = frame.value("type"_L1).toString();
    m_pinged = false;
    m_watchdog.start(silencePatience);
    if (type == "disconnect"_L1) {
        m_end.why = frame.value("reason"_L1).toString();
        m_end.mayReturn = frame.value("reconnect"_L1).toBool(true);
        m_end.reconnectInMs = frame.value("reconnect_in_ms"_L1).toInteger(-1);
    }
    const bool first = type == "welcome"_L1 && !m_welcomed;
    m_welcomed = m_welcomed || first;
    Q_EMIT frameReceived(text, frame);
    if (first)
        Q_EMIT welcomed();
}

void ListenLink::onError()
{
    if (m_socket.error() == QAbstractSocket::RemoteHostClosedError && m_welcomed)
        return; // disconnected() follows, and a disconnect frame may have said why
    if (!m_wrongKey.isEmpty())
        return distrust();
    const auto [why, status] = failureOf(m_socket, m_url);
    if (status != 0)
        m_end.mayReturn = status >= 500 || status == 408 || status == 429;
    giveUp(why);
}

void ListenLink::onDisconnected()
{
    if (!m_wrongKey.isEmpty())
        return distrust();
    if (m_end.why.isEmpty())
        m_end.why = m_socket.closeReason();
    if (!m_end.why.isEmpty())
        return end();
    // An error tells more, and QWebSocket reports it after this signal.
    QTimer::singleShot(0, this, [this] { giveUp(u"the connection broke"_s); });
}

void ListenLink::onSilence()
{
    if (!m_welcomed)
        return giveUp(u"%1 sent no welcome within 15 s; is it Sluice?"_s.arg(placeOf(m_url)));
    if (m_pinged)
        return giveUp(u"%1 fell silent"_s.arg(placeOf(m_url)));
    m_pinged = true;
    m_socket.ping();
    m_watchdog.start(silencePatience);
}

void ListenLink::distrust()
{
    m_end.mayReturn = false;
    giveUp(m_wrongKey);
}

void ListenLink::giveUp(const QString& why)
{
    if (m_end.why.isEmpty())
        m_end.why = why;
    end();
    m_socket.abort();
}

void ListenLink::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_watchdog.stop();
    Q_EMIT ended(m_end);
}

} // namespace sluice
