// Besides our class: what the design relies on in Qt's own handshake, so that an upgrade of Qt
// which changes it is noticed here.
#include "core/session/handshakesocket.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>
#include <memory>

using sluice::HandshakeSocket;

namespace {

// RFC 6455 §1.3
const QByteArray head = "GET /c HTTP/1.1\r\nHost: sluice\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

struct Bench {
    Bench() : server(QStringLiteral("sluice"), QWebSocketServer::NonSecureMode), socket(head) { }
    void negotiate()
    {
        server.handleConnection(&socket);
        QCoreApplication::sendPostedEvents(&server, QEvent::MetaCall);
    }
    QWebSocketServer server;
    HandshakeSocket socket;
};

} // namespace

class TestHandshakeSocket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheHeadAndKeepsTheReply();
    void aSealedReplyStaysAsItIs();
    void qtNegotiatesOverIt();
    void qtRunsTheHandshakeInAPostedEvent();
    void qtLeavesTheSocketAlone();
    void qtAnswersNothingToARefusedHead();
};

void TestHandshakeSocket::readsTheHeadAndKeepsTheReply()
{
    HandshakeSocket socket("one\r\ntwo\r\n");
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    QVERIFY(socket.isReadable() && socket.isWritable());
    QCOMPARE(socket.bytesAvailable(), 10);
    QCOMPARE(socket.readLine(), QByteArray("one\r\n"));
    QCOMPARE(socket.bytesAvailable(), 5);
    QCOMPARE(socket.readAll(), QByteArray("two\r\n"));
    QCOMPARE(socket.bytesAvailable(), 0);
    QCOMPARE(socket.write("yes"), 3);
    QCOMPARE(socket.reply(), QByteArray("yes"));
    socket.disconnectFromHost();
    socket.close();
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState); // it has no connection to end
}

void TestHandshakeSocket::aSealedReplyStaysAsItIs()
{
    HandshakeSocket socket("");
    socket.write("101");
    socket.sealReply();
    QCOMPARE(socket.write("Close"), 5);
    QCOMPARE(socket.reply(), QByteArray("101"));
}

void TestHandshakeSocket::qtNegotiatesOverIt()
{
    Bench bench;
    bench.negotiate();
    const std::unique_ptr<QWebSocket> negotiated(bench.server.nextPendingConnection());
    QVERIFY(negotiated != nullptr);
    QVERIFY(bench.socket.reply().startsWith("HTTP/1.1 101 "));
    QVERIFY(bench.socket.reply().contains(
        "\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    QVERIFY(bench.socket.reply().endsWith("\r\n\r\n"));
}

void TestHandshakeSocket::qtRunsTheHandshakeInAPostedEvent()
{
    Bench bench;
    QSignalSpy spy(&bench.server, &QWebSocketServer::newConnection);
    bench.server.handleConnection(&bench.socket);
    QCOMPARE(spy.size(), 0);
    QCoreApplication::sendPostedEvents(&bench.server, QEvent::MetaCall);
    QCOMPARE(spy.size(), 1); // and no turn of the event loop was needed
    const std::unique_ptr<QWebSocket> negotiated(bench.server.nextPendingConnection());
    QVERIFY(negotiated != nullptr);
}

void TestHandshakeSocket::qtLeavesTheSocketAlone()
{
    QWebSocketServer server(QStringLiteral("sluice"), QWebSocketServer::NonSecureMode);
    auto socket = std::make_unique<HandshakeSocket>(head);
    const QPointer<HandshakeSocket> watched = socket.get();
    server.handleConnection(socket.get());
    QCoreApplication::sendPostedEvents(&server, QEvent::MetaCall);
    std::unique_ptr<QWebSocket> negotiated(server.nextPendingConnection());
    socket->sealReply();
    const QByteArray reply = socket->reply();
    negotiated->disconnect();
    negotiated.reset();
    QVERIFY(watched);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(watched);
    QCOMPARE(socket->reply(), reply); // its own Close frame was dropped
    socket.reset();
    QCoreApplication::processEvents();
}

void TestHandshakeSocket::qtAnswersNothingToARefusedHead()
{
    QWebSocketServer server(QStringLiteral("sluice"), QWebSocketServer::NonSecureMode);
    HandshakeSocket socket("GET /c HTTP/1.1\r\nHost: sluice\r\n\r\n");
    QSignalSpy spy(&server, &QWebSocketServer::newConnection);
    server.handleConnection(&socket);
    QCoreApplication::sendPostedEvents(&server, QEvent::MetaCall);
    QCOMPARE(spy.size(), 0);
    QVERIFY(server.nextPendingConnection() == nullptr);
    QVERIFY(!socket.reply().startsWith("HTTP/1.1 101"));
}

QTEST_GUILESS_MAIN(TestHandshakeSocket)
#include "tst_handshakesocket.moc"
