// What a reader of the Qt manual writes first: a QWebSocketServer and a loop over its clients.
#include <QCoreApplication>
#include <QList>
#include <QWebSocket>
#include <QWebSocketServer>
#include <cstdio>

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QWebSocketServer server(QStringLiteral("naive"), QWebSocketServer::NonSecureMode);
    static QList<QWebSocket*> clients; // outlives the server and its sockets
    QObject::connect(&server, &QWebSocketServer::newConnection, &server, [&server] {
        QWebSocket* client = server.nextPendingConnection();
        clients.append(client);
        QObject::connect(client, &QWebSocket::textMessageReceived, &server,
                         [client](const QString& text) {
                             for (QWebSocket* other : std::as_const(clients))
                                 if (other != client)
                                     other->sendTextMessage(text);
                         });
        QObject::connect(client, &QWebSocket::disconnected, &server, [client] {
            clients.removeOne(client);
            client->deleteLater();
        });
    });
    const auto port = static_cast<quint16>(argc > 1 ? std::atoi(argv[1]) : 0);
    if (!server.listen(QHostAddress::LocalHost, port)) {
        std::fprintf(stderr, "bench-naiveqt: %s\n", qPrintable(server.errorString()));
        return 1;
    }
    std::printf("{\"event\":\"listening\",\"port\":%u}\n", unsigned { server.serverPort() });
    std::fflush(stdout);
    return QCoreApplication::exec();
}
