#pragma once

#include "core/admin/adminlink.h"
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace sluice {

// The admin stream of a server elsewhere, over a WebSocket. Notices within 40 s that the other side
// is gone. Main thread.
class AdminSocket final : public AdminLink {
    Q_OBJECT
public:
    AdminSocket(QUrl url, QString token, QObject* parent = nullptr);

    void open() override;
    void send(const QJsonObject& message) override;

private:
    void onText(const QString& text);
    void onError();
    void onDisconnected();
    void onSilence();
    void end(End end, const QString& why);

    const QUrl m_url;
    const QString m_token;
    QWebSocket m_socket;
    QTimer m_watchdog;
    bool m_pinged = false;
    bool m_ended = false;
};

} // namespace sluice
