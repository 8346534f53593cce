#include "app/client/adminsocket.h"
#include "app/client/serverurl.h"
#include "app/client/socketfailure.h"
#include <QJsonDocument>
#include <QNetworkRequest>
#include <QSslError>
#include <QWebSocketHandshakeOptions>
#include <utility>

namespace sluice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto openPatience = 15s;
constexpr auto betweenMeasurements = 5s;
constexpr auto silencePatience = 20s; // then a ping, then as long again

AdminLink::Cause causeOf(QAbstractSocket::SocketError error)
{
    using Cause = AdminLink::Cause;
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Cause::NothingListens;
    case QAbstractSocket::HostNotFoundError:
        return Cause::UnknownHost;
    case QAbstractSocket::NetworkError:
        return Cause::Unreachable;
    case QAbstractSocket::SocketTimeoutError:
        return Cause::NoAnswer;
    case QAbstractSocket::SslHandshakeFailedError:
        return Cause::NoEncryption;
    case QAbstractSocket::RemoteHostClosedError:
        return Cause::Ended;
    default:
        return Cause::Other;
    }
}

} // namespace

AdminSocket::AdminSocket(QUrl url, QString token, ServerTrust trust, QObject* parent)
    : AdminLink(parent), m_url(std::move(url)), m_token(std::move(token)), m_trust(std::move(trust))
{
    m_watchdog.setSingleShot(true);
    connect(&m_watchdog, &QTimer::timeout, this, &AdminSocket::onSilence);
    connect(&m_meter, &QTimer::timeout, this, [this] { m_socket->ping(); });
}

// A QWebSocket says goodbye when it goes, and nobody is left to hear of it.
AdminSocket::~AdminSocket()
{
    if (m_socket)
        m_socket->disconnect(this);
}

// A QWebSocket keeps the reason and the error of its former connection, and would tell them of the
// next one.
void AdminSocket::renew()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // it may be the one that speaks
    }
    m_socket = std::make_unique<QWebSocket>();
    QWebSocket* socket = m_socket.get();
    connect(socket, &QWebSocket::connected, this, [this] {
        m_socket->ping();
        m_meter.start(betweenMeasurements);
        Q_EMIT opened();
    });
    connect(socket, &QWebSocket::sslErrors, this, &AdminSocket::onSslErrors);
    connect(socket, &QWebSocket::textMessageReceived, this, &AdminSocket::onText);
    connect(socket, &QWebSocket::disconnected, this, &AdminSocket::onDisconnected);
    connect(socket, &QWebSocket::pong, this, [this](quint64 elapsedMs) {
        Q_EMIT roundTripMeasured(std::chrono::milliseconds(elapsedMs));
        m_pinged = false;
        m_watchdog.start(silencePatience);
    });
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &AdminSocket::onError);
}

void AdminSocket::open()
{
    m_ended = false;
    m_pinged = false;
    m_distrust.clear();
    m_wrongKey.clear();
    renew();
    const auto tls = m_trust.configuration();
    if (!tls) {
        QTimer::singleShot(0, this, [this] { end(End::Lost, m_trust.noAuthority()); });
        return;
    }
    m_socket->setSslConfiguration(*tls);
    QNetworkRequest request(m_url);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.toUtf8());
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({ u"sluice-admin.v1"_s });
    m_watchdog.start(openPatience);
    m_socket->open(request, options);
    if (!m_trust.pin.isEmpty())
        holdToPin(*m_socket, m_trust.pin, [this](const QString& why) { m_wrongKey = why; });
}

void AdminSocket::onSslErrors(const QList<QSslError>& errors)
{
    QStringList wrong;
    for (const QSslError& error : errors)
        if (!wrong.contains(error.errorString()))
            wrong << error.errorString();
    m_distrust
        = u"the certificate of %1 is not trusted (%2)"_s.arg(placeOf(m_url), wrong.join("; "_L1));
}

void AdminSocket::send(const QJsonObject& message)
{
    if (m_socket)
        m_socket->sendTextMessage(
            QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void AdminSocket::onText(const QString& text)
{
    m_pinged = false;
    m_watchdog.start(silencePatience);
    Q_EMIT received(QJsonDocument::fromJson(text.toUtf8()).object());
}

void AdminSocket::onError()
{
    if (!m_wrongKey.isEmpty())
        return end(End::Lost, m_wrongKey, Cause::WrongKey);
    if (!m_distrust.isEmpty())
        return end(End::Lost, m_distrust, Cause::NotTrusted);
    const auto [why, status] = failureOf(*m_socket, m_url);
    if (status == 401 || status == 403)
        return end(End::Refused, why + u"; does it want another --token?"_s);
    end(End::Lost, why, status != 0 ? Cause::NoWebSocket : causeOf(m_socket->error()));
}

void AdminSocket::onDisconnected()
{
    const QString reason = m_socket->closeReason();
    if (!m_wrongKey.isEmpty())
        return end(End::Lost, m_wrongKey, Cause::WrongKey);
    if (!reason.isEmpty())
        return end(End::Lost, u"%1 closed it (%2)"_s.arg(placeOf(m_url), reason), Cause::Ended);
    // An error tells more, and QWebSocket reports it after this signal.
    QTimer::singleShot(0, this, [this, socket = m_socket.get()] {
        if (socket == m_socket.get())
            end(End::Lost, u"%1 ended it"_s.arg(placeOf(m_url)), Cause::Ended);
    });
}

void AdminSocket::onSilence()
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return end(End::Lost, u"%1 did not answer within 15 s"_s.arg(placeOf(m_url)),
                   Cause::NoAnswer);
    if (m_pinged)
        return end(End::Lost, u"%1 fell silent"_s.arg(placeOf(m_url)), Cause::NoAnswer);
    m_pinged = true;
    m_socket->ping();
    m_watchdog.start(silencePatience);
}

void AdminSocket::end(End end, const QString& why, Cause cause)
{
    if (std::exchange(m_ended, true))
        return;
    m_cause = cause;
    m_watchdog.stop();
    m_meter.stop();
    m_socket->abort();
    Q_EMIT closed(end, why); // its hearer may destroy us
}

} // namespace sluice
