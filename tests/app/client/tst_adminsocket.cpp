#include "app/client/adminsocket.h"
#include <QHostAddress>
#include <QJsonObject>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>
#include <memory>

using namespace sluice;
using namespace Qt::StringLiterals;

// Over real sockets; the other side is Qt's own server.
class TestAdminSocket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void speaksBothWays();
    void endIsTold();
    void itMayGoWhileItIsOpen();
    void refusalIsTold_data();
    void refusalIsTold();
    void nobodyThereIsTold();
    void theNextCallKnowsNothingOfTheFormerReason();
    void theNextCallKnowsNothingOfTheFormerError();
};

namespace {

QUrl urlOf(quint16 port)
{
    return QUrl(u"ws://127.0.0.1:%1/api/v1/events"_s.arg(port));
}

struct Peer {
    Peer() : server(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        server.setSupportedSubprotocols({ u"sluice-admin.v1"_s });
        server.listen(QHostAddress::LocalHost);
    }
    bool isConnected()
    {
        const bool pending = QTest::qWaitFor([this] { return server.hasPendingConnections(); });
        socket.reset(server.nextPendingConnection());
        return pending && socket;
    }

    QWebSocketServer server;
    std::unique_ptr<QWebSocket> socket;
};

} // namespace

void TestAdminSocket::speaksBothWays()
{
    Peer peer;
    AdminSocket link(urlOf(peer.server.serverPort()), u"sesame"_s);
    QSignalSpy opened(&link, &AdminSocket::opened);
    QSignalSpy received(&link, &AdminSocket::received);
    link.open();
    QVERIFY(peer.isConnected());
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(peer.socket->subprotocol(), u"sluice-admin.v1"_s);
    QCOMPARE(peer.socket->requestUrl().path(), u"/api/v1/events"_s);
    QCOMPARE(peer.socket->request().rawHeader("Authorization"), QByteArray("Bearer sesame"));

    peer.socket->sendTextMessage(u"{\"type\":\"hello\"}"_s);
    QTRY_COMPARE(received.size(), 1);
    const QJsonObject hello { { u"type"_s, u"hello"_s } };
    QCOMPARE(received[0][0].toJsonObject(), hello);

    QSignalSpy heard(peer.socket.get(), &QWebSocket::textMessageReceived);
    link.send(hello);
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(heard[0][0].toString(), u"{\"type\":\"hello\"}"_s);
}

void TestAdminSocket::endIsTold()
{
    Peer peer;
    AdminSocket link(urlOf(peer.server.serverPort()), {});
    QSignalSpy closed(&link, &AdminSocket::closed);
    link.open();
    QVERIFY(peer.isConnected());
    peer.socket->close(QWebSocketProtocol::CloseCodeGoingAway, u"server_shutdown"_s);
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(closed[0][1].toString().contains(u"server_shutdown"_s));
}

void TestAdminSocket::itMayGoWhileItIsOpen()
{
    Peer peer;
    auto link = std::make_unique<AdminSocket>(urlOf(peer.server.serverPort()), QString());
    QSignalSpy opened(link.get(), &AdminSocket::opened);
    QSignalSpy measured(link.get(), &AdminSocket::roundTripMeasured);
    link->open();
    QVERIFY(peer.isConnected());
    QTRY_COMPARE(opened.size(), 1);
    QTRY_VERIFY(!measured.empty());
    QSignalSpy gone(peer.socket.get(), &QWebSocket::disconnected);
    QSignalSpy closed(link.get(), &AdminSocket::closed);
    link.reset();
    QTRY_COMPARE(gone.size(), 1);
    QVERIFY(closed.empty());
}

void TestAdminSocket::refusalIsTold_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong token") << QByteArray("401 Unauthorized")
                                 << u" answered 401 instead of a WebSocket; does it want"_s;
    QTest::newRow("full") << QByteArray("503 Service Unavailable") << u" answered 503 "_s;
    QTest::newRow("an older server") << QByteArray("404 Not Found") << u"/events answered 404 "_s;
}

void TestAdminSocket::refusalIsTold()
{
    QFETCH(QByteArray, status);
    QFETCH(QString, says);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, status] {
            socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    AdminSocket link(urlOf(server.serverPort()), {});
    QSignalSpy closed(&link, &AdminSocket::closed);
    link.open();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY2(closed[0][1].toString().contains(says), qPrintable(closed[0][1].toString()));
}

void TestAdminSocket::nobodyThereIsTold()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    AdminSocket link(urlOf(port), {});
    QSignalSpy closed(&link, &AdminSocket::closed);
    link.open();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed[0][1].toString(),
             u"nothing listens on 127.0.0.1:%1 (connection refused)"_s.arg(port));
}

void TestAdminSocket::theNextCallKnowsNothingOfTheFormerReason()
{
    Peer peer;
    const quint16 port = peer.server.serverPort();
    AdminSocket link(urlOf(port), {});
    QSignalSpy closed(&link, &AdminSocket::closed);
    link.open();
    QVERIFY(peer.isConnected());
    peer.socket->close(QWebSocketProtocol::CloseCodeGoingAway, u"server_shutdown"_s);
    QTRY_COMPARE(closed.size(), 1);
    peer.server.close();
    link.open();
    QTRY_COMPARE(closed.size(), 2);
    QCOMPARE(closed[1][1].toString(),
             u"nothing listens on 127.0.0.1:%1 (connection refused)"_s.arg(port));
}

void TestAdminSocket::theNextCallKnowsNothingOfTheFormerError()
{
    Peer peer;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QPointer<QTcpSocket> last;
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        const bool first = !last;
        last = server.nextPendingConnection();
        if (!first)
            return peer.server.handleConnection(last);
        connect(last, &QTcpSocket::readyRead, last, [socket = last.data()] {
            socket->write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    AdminSocket link(urlOf(server.serverPort()), {});
    QSignalSpy opened(&link, &AdminSocket::opened);
    QSignalSpy closed(&link, &AdminSocket::closed);
    link.open();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed[0][0].value<AdminLink::End>(), AdminLink::End::Refused);
    link.open();
    QVERIFY(peer.isConnected());
    QTRY_COMPARE(opened.size(), 1);
    QVERIFY(last);
    last->abort();
    QTRY_COMPARE(closed.size(), 2);
    QCOMPARE(closed[1][0].value<AdminLink::End>(), AdminLink::End::Lost);
}

QTEST_GUILESS_MAIN(TestAdminSocket)
#include "tst_adminsocket.moc"
