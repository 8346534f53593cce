#include "app/client/listenclient.h"
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>
#include <QWebSocketServer>

using namespace sluice;
using namespace Qt::StringLiterals;

namespace {

// A server whose every word the test says itself.
class Scripted {
public:
    Scripted() : m_server(u"scripted"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server,
                         [this] { m_sockets.emplace_back(m_server.nextPendingConnection()); });
    }

    [[nodiscard]] ListenOptions options(quint64 count) const
    {
        ListenOptions options;
        options.url = m_server.serverUrl();
        options.count = count;
        return options;
    }

    [[nodiscard]] std::size_t connections() const { return m_sockets.size(); }
    QWebSocket& socket(std::size_t number) { return *m_sockets.at(number); }

    void welcome(std::size_t number, int offset, bool recovered)
    {
        say(number,
            { { u"type"_s, u"welcome"_s },
              { u"epoch"_s, u"E"_s },
              { u"session"_s, u"secret"_s },
              { u"offset"_s, offset },
              { u"recovered"_s, recovered } });
    }
    void message(std::size_t number, int offset)
    {
        say(number,
            { { u"type"_s, u"message"_s },
              { u"epoch"_s, u"E"_s },
              { u"offset"_s, offset },
              { u"data"_s, u"said"_s } });
    }
    void drain(std::size_t number)
    {
        say(number, { { u"type"_s, u"drain"_s }, { u"reconnect_in_ms"_s, 0 } });
    }
    void disconnect(std::size_t number, const QString& reason, bool reconnect)
    {
        say(number,
            { { u"type"_s, u"disconnect"_s },
              { u"reason"_s, reason },
              { u"reconnect"_s, reconnect },
              { u"reconnect_in_ms"_s, 0 } });
        socket(number).close(QWebSocketProtocol::CloseCodeGoingAway, reason);
    }

private:
    void say(std::size_t number, const QJsonObject& frame)
    {
        socket(number).sendTextMessage(
            QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
    }

    QWebSocketServer m_server;
    std::vector<std::unique_ptr<QWebSocket>> m_sockets;
};

// A client that is welcomed at place 7.
struct Story {
    explicit Story(quint64 count)
        : client(server.options(count)), finished(&client, &ListenClient::finished)
    {
    }
    bool begins()
    {
        client.start();
        if (!hasConnections(1))
            return false;
        server.welcome(0, 7, false);
        return true;
    }
    bool movesOn()
    {
        server.drain(0);
        return hasConnections(2);
    }
    bool hasConnections(std::size_t number)
    {
        return QTest::qWaitFor([&] { return server.connections() == number; });
    }
    bool endsWith(int code)
    {
        return QTest::qWaitFor([&] { return finished.count() > 0; })
            && finished.at(0).at(0).toInt() == code;
    }

    Scripted server;
    ListenClient client;
    QSignalSpy finished;
};

} // namespace

// `sluice listen` against servers that behave in every order that a network allows.
class TestListenClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOldConnectionServesUntilTheNewOneIsWelcomed();
    void aConnectionReplacedBeforeTheWelcomeIsNotTheEnd();
    void whoIsRefusedStaysAndTriesAgain();
    void aNoticeOfTheServerThatWasLeftMovesNobody();
    void aFarewellWithoutReturnEndsIt();
};

void TestListenClient::theOldConnectionServesUntilTheNewOneIsWelcomed()
{
    Story story(4);
    Scripted& server = story.server;
    QVERIFY(story.begins());
    QSignalSpy closed(&server.socket(0), &QWebSocket::disconnected);
    server.message(0, 8);
    QVERIFY(story.movesOn());
    const QUrlQuery asked(server.socket(1).requestUrl());
    QCOMPARE(asked.queryItemValue(u"epoch"_s), u"E"_s);
    QCOMPARE(asked.queryItemValue(u"offset"_s), u"8"_s);
    QCOMPARE(asked.queryItemValue(u"session"_s), u"secret"_s);
    QCOMPARE(closed.count(), 0);
    server.message(0, 9); // while the new server takes its time
    server.welcome(1, 8, true);
    QVERIFY(closed.count() == 1 || closed.wait());
    QCOMPARE(server.socket(0).closeCode(), QWebSocketProtocol::CloseCodeNormal);
    server.message(1, 9); // the replay
    server.message(1, 10);
    QCOMPARE(story.finished.count(), 0);
    server.message(1, 11);
    QVERIFY(story.endsWith(0)); // 8, 9, 10 and 11: nothing missed, nothing twice
}

void TestListenClient::aConnectionReplacedBeforeTheWelcomeIsNotTheEnd()
{
    Story story(1);
    Scripted& server = story.server;
    QVERIFY(story.begins() && story.movesOn());
    QSignalSpy ready(&story.client, &ListenClient::ready);
    server.disconnect(0, u"replaced"_s, false);
    QVERIFY(ready.wait());
    QCOMPARE(ready.at(0).at(0).toBool(), false);
    server.welcome(1, 7, true);
    server.message(1, 8);
    QVERIFY(story.endsWith(0));
    QCOMPARE(server.connections(), 2U);
}

void TestListenClient::whoIsRefusedStaysAndTriesAgain()
{
    Story story(2);
    Scripted& server = story.server;
    QVERIFY(story.begins() && story.movesOn());
    server.disconnect(1, u"server_shutdown"_s, true);
    server.message(0, 8);
    QVERIFY(story.hasConnections(3));
    QCOMPARE(server.socket(0).state(), QAbstractSocket::ConnectedState);
    server.welcome(2, 8, true);
    server.message(2, 9);
    QVERIFY(story.endsWith(0));
}

void TestListenClient::aNoticeOfTheServerThatWasLeftMovesNobody()
{
    Story story(1);
    Scripted& server = story.server;
    QVERIFY(story.begins());
    QSignalSpy closed(&server.socket(0), &QWebSocket::disconnected);
    QVERIFY(story.movesOn());
    server.welcome(1, 7, true);
    server.drain(0); // the ramp begins where the client no longer is
    QVERIFY(closed.count() == 1 || closed.wait());
    server.message(1, 8);
    QVERIFY(story.endsWith(0));
    QCOMPARE(server.connections(), 2U);
}

void TestListenClient::aFarewellWithoutReturnEndsIt()
{
    Story story(0);
    QVERIFY(story.begins());
    story.server.disconnect(0, u"kicked"_s, false);
    QVERIFY(story.endsWith(1));
    QCOMPARE(story.server.connections(), 1U);
}

QTEST_GUILESS_MAIN(TestListenClient)
#include "tst_listenclient.moc"
