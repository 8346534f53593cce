#pragma once

#include <QByteArray>
#include <QTcpSocket>

namespace sluice {

// What QWebSocketServer negotiates over: a QTcpSocket without a descriptor, which is fed a request
// head that we have validated, and keeps the reply. So one door serves plain and TLS alike. Only
// protected and virtual members of QTcpSocket are used. Loop's thread.
class HandshakeSocket final : public QTcpSocket {
    Q_OBJECT
public:
    explicit HandshakeSocket(QByteArray head, QObject* parent = nullptr);
    ~HandshakeSocket() override;

    const QByteArray& reply() const { return m_reply; }
    // Whatever QWebSocket writes from now on (its own Close frame) is dropped.
    void sealReply() { m_sealed = true; }

    qint64 bytesAvailable() const override;
    void close() override { }
    void disconnectFromHost() override { }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_head;
    qint64 m_read = 0;
    QByteArray m_reply;
    bool m_sealed = false;
};

} // namespace sluice
