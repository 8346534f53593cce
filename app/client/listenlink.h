#pragma once

#include "app/client/servertrust.h"
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace sluice {

// Why a connection is over, and whether coming back makes sense.
struct LinkEnd {
    QString why; // part of a sentence: "closed by the server: …"
    bool mayReturn = true;
    qint64 reconnectInMs = -1; // the server's wish; -1: none
};

// One WebSocket connection of `sluice listen`, from opening to its end. Main thread.
class ListenLink final : public QObject {
    Q_OBJECT
public:
    explicit ListenLink(QObject* parent = nullptr);

    void open(const QUrl& url, const QString& token, const ServerTrust& trust);
    void send(const QString& text);
    void leave(); // Close 1000; ended() follows
    [[nodiscard]] bool isWelcomed() const { return m_welcomed; }

Q_SIGNALS:
    void frameReceived(const QString& raw, const QJsonObject& frame);
    void welcomed();
    void ended(const sluice::LinkEnd& end); // once, last

private:
    void onText(const QString& text);
    void onError();
    void onDisconnected();
    void onSilence();
    void distrust();
    void giveUp(const QString& why);
    void end();

    QWebSocket m_socket;
    QTimer m_watchdog;
    QUrl m_url;
    QString m_wrongKey; // what is wrong with the server's key
    LinkEnd m_end;
    bool m_welcomed = false;
    bool m_pinged = false;
    bool m_ended = false;
};

} // namespace sluice
