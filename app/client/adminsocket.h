#pragma once

#include "app/client/servertrust.h"
#include "core/admin/adminlink.h"
#include <QTimer>
#include <QUrl>
#include <QWebSocket>
#include <memory>

namespace sluice {

// The admin stream of a server elsewhere, over a WebSocket. Notices within 40 s that the other side
// is gone, and measures the way there and back. Main thread.
class AdminSocket final : public AdminLink {
    Q_OBJECT
public:
    AdminSocket(QUrl url, QString token, ServerTrust trust = {}, QObject* parent = nullptr);

    ~AdminSocket() override;

    void open() override;
    void send(const QJsonObject& message) override;

private:
    void onText(const QString& text);
    void onError();
    void onDisconnected();
    void onSilence();
    void onSslErrors(const QList<QSslError>& errors);
    void renew();
    void end(End end, const QString& why, Cause cause = Cause::Other);

    const QUrl m_url;
    const QString m_token;
    std::unique_ptr<QWebSocket> m_socket; // of this call; none before the first
    const ServerTrust m_trust;
    QString m_distrust; // what is wrong with the certificate
    QString m_wrongKey; // the same with the server's key
    QTimer m_watchdog;
    QTimer m_meter;
    bool m_pinged = false;
    bool m_ended = false;
};

} // namespace sluice
