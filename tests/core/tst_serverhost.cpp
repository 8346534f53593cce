#include "core/serverhost.h"

#include "core/runtime/epolldispatcher.h"
#include "tests/support/defaultsettings.h"
#include "tests/support/epollmain.h"
#include "tests/support/jsonfields.h"
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <deque>
#include <memory>

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::number;
using sluice::support::text;

namespace {

Settings testSettings()
{
    Settings settings = support::serverSettings();
    settings.presenceInterval = 0ms;
    return settings;
}

// A client as the world has them, and all that it heard.
class Client {
public:
    Client(const ServerHost& host, const QString& target)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString& text) {
                             m_heard.push_back(QJsonDocument::fromJson(text.toUtf8()).object());
                         });
        m_socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(host.port()).arg(target)));
    }
    // The next message of this type; what came before it is passed over.
    QJsonObject next(const char* type)
    {
        QJsonObject found;
        const bool came = QTest::qWaitFor([&] {
            while (!m_heard.empty() && found.isEmpty()) {
                const QJsonObject message = m_heard.front();
                m_heard.pop_front();
                if (message[QLatin1String("type")].toString() == QLatin1String(type))
                    found = message;
            }
            return !found.isEmpty();
        });
        return came ? found : QJsonObject();
    }
    void say(const char* words) { m_socket.sendTextMessage(QString::fromUtf8(words)); }
    void close() { m_socket.close(); }
    bool isClosed()
    {
        return QTest::qWaitFor(
            [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
    }
    int closeCode() const { return m_socket.closeCode(); }

private:
    QWebSocket m_socket;
    std::deque<QJsonObject> m_heard;
};

} // namespace

class TestServerHost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void aClientIsWelcomed();
    void messagesGoRound();
    void whoComesBackMissesNothing();
    void plainHttpIsAnswered();
    void aPortInUseIsSaid();
    void aSignalDrains();
    void aSignalWithoutClientsEndsIt();
    void threeSignalsForce();
    void theDeadlineClosesWhoIsLeft();
    void destroyedWithClientsConnected();
    void aReloadReachesEveryLoop();
    void reloadsUnderWayAtTheEndHarmNobody();
};

void TestServerHost::aClientIsWelcomed()
{
    ServerHost host(testSettings());
    QCOMPARE(host.start(), std::nullopt);
    QVERIFY(host.port() > 0);
    Client anna(host, QStringLiteral("/ws/anna"));
    const QJsonObject welcome = anna.next("welcome");
    QCOMPARE(text(welcome, "client_id"), QStringLiteral("anna"));
    QCOMPARE(number(welcome, "clients"), 1);
    Client other(host, QStringLiteral("/ws"));
    QVERIFY(text(other.next("welcome"), "client_id").startsWith(QLatin1String("c-")));
    QCOMPARE(number(anna.next("presence"), "clients"), 2);
    other.close();
    QCOMPARE(number(anna.next("presence"), "left_count"), 1);
}

void TestServerHost::messagesGoRound()
{
    ServerHost host(testSettings());
    QCOMPARE(host.start(), std::nullopt);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 4; ++i) { // on both loops
        clients.push_back(std::make_unique<Client>(host, QStringLiteral("/ws/c%1").arg(i)));
        QCOMPARE(number(clients.back()->next("welcome"), "clients"), i + 1);
    }
    clients[0]->say(R"({"type":"message","data":{"n":1},"ref":"r"})");
    const QJsonObject ack = clients[0]->next("ack");
    QCOMPARE(text(ack, "ref"), QStringLiteral("r"));
    QCOMPARE(number(ack, "recipients"), 3);
    QCOMPARE(number(ack, "remaining"), 59);
    for (std::size_t i = 1; i < 4; ++i)
        QCOMPARE(number(clients[i]->next("message"), "offset"), number(ack, "offset"));
    clients[1]->say(R"({"type":"message","data":2,"to":"c2"})");
    QCOMPARE(text(clients[2]->next("personal"), "from"), QStringLiteral("c1"));
    clients[3]->say("test");
    for (const auto& client : clients)
        QCOMPARE(number(client->next("status"), "clients"), 4);
}

void TestServerHost::whoComesBackMissesNothing()
{
    ServerHost host(testSettings());
    QCOMPARE(host.start(), std::nullopt);
    Client speaker(host, QStringLiteral("/ws/speaker"));
    speaker.next("welcome");
    QString resume;
    {
        Client anna(host, QStringLiteral("/ws/anna"));
        const QJsonObject welcome = anna.next("welcome");
        resume = QStringLiteral("/ws/anna?session=%1&epoch=%2&offset=%3")
                     .arg(text(welcome, "session"), text(welcome, "epoch"))
                     .arg(number(welcome, "offset"));
    }
    speaker.say("one");
    speaker.next("ack");
    speaker.say("two");
    speaker.next("ack");
    Client anna(host, resume);
    const QJsonObject welcome = anna.next("welcome");
    QCOMPARE(welcome[QLatin1String("recovered")], QJsonValue(true));
    QCOMPARE(number(welcome, "replayed"), 2);
    QCOMPARE(text(anna.next("message"), "data"), QStringLiteral("one"));
    QCOMPARE(text(anna.next("message"), "data"), QStringLiteral("two"));
}

void TestServerHost::plainHttpIsAnswered()
{
    ServerHost host(testSettings());
    QCOMPARE(host.start(), std::nullopt);
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), host.port());
    socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
}

void TestServerHost::aPortInUseIsSaid()
{
    ServerHost first(testSettings());
    QCOMPARE(first.start(), std::nullopt);
    Settings settings = testSettings();
    settings.port = first.port();
    ServerHost second(settings);
    const auto why = second.start();
    QVERIFY(why.has_value());
    QVERIFY2(why->find(std::to_string(first.port())) != std::string::npos, why->c_str());
}

void TestServerHost::aSignalDrains()
{
    ServerHost host(testSettings());
    QSignalSpy finished(&host, &ServerHost::finished);
    QCOMPARE(host.start(), std::nullopt);
    Client anna(host, QStringLiteral("/ws/anna"));
    Client bert(host, QStringLiteral("/ws/bert"));
    anna.next("welcome");
    bert.next("welcome");
    host.onTerminationSignal();
    const QJsonObject notice = anna.next("drain");
    QCOMPARE(text(notice, "phase"), QStringLiteral("Draining"));
    QVERIFY(number(notice, "remaining_ms") > 1790000);
    QVERIFY(number(notice, "reconnect_in_ms") <= number(notice, "remaining_ms"));
    bert.next("drain");
    Client late(host, QStringLiteral("/ws/late"));
    QCOMPARE(text(late.next("disconnect"), "reason"), QStringLiteral("server_shutdown"));
    anna.say("service goes on");
    QCOMPARE(number(anna.next("ack"), "recipients"), 1);
    QCOMPARE(text(bert.next("message"), "data"), QStringLiteral("service goes on"));
    anna.close();
    QVERIFY(anna.isClosed());
    QCOMPARE(finished.size(), 0);
    bert.close();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 0);
}

void TestServerHost::aSignalWithoutClientsEndsIt()
{
    ServerHost host(testSettings());
    QSignalSpy finished(&host, &ServerHost::finished);
    QCOMPARE(host.start(), std::nullopt);
    host.onTerminationSignal();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 0);
    host.onTerminationSignal(); // nobody is there to hear it
}

void TestServerHost::threeSignalsForce()
{
    ServerHost host(testSettings());
    QSignalSpy finished(&host, &ServerHost::finished);
    QCOMPARE(host.start(), std::nullopt);
    Client anna(host, QStringLiteral("/ws/anna"));
    anna.next("welcome");
    host.onTerminationSignal();
    QCOMPARE(text(anna.next("drain"), "phase"), QStringLiteral("Draining"));
    host.onTerminationSignal();
    const QJsonObject hurried = anna.next("drain");
    QCOMPARE(text(hurried, "phase"), QStringLiteral("Evicting"));
    QVERIFY(number(hurried, "remaining_ms") <= 10000);
    host.onTerminationSignal();
    QCOMPARE(text(anna.next("disconnect"), "reason"), QStringLiteral("server_shutdown"));
    QVERIFY(anna.isClosed());
    QCOMPARE(anna.closeCode(), 1001);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 3);
}

void TestServerHost::theDeadlineClosesWhoIsLeft()
{
    Settings settings = testSettings();
    settings.shutdownTimeout = 300ms;
    ServerHost host(settings);
    QSignalSpy finished(&host, &ServerHost::finished);
    QCOMPARE(host.start(), std::nullopt);
    Client anna(host, QStringLiteral("/ws/anna"));
    anna.next("welcome");
    host.onTerminationSignal();
    QCOMPARE(text(anna.next("disconnect"), "reason"), QStringLiteral("server_shutdown"));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 0);
}

void TestServerHost::destroyedWithClientsConnected()
{
    auto host = std::make_unique<ServerHost>(testSettings());
    QCOMPARE(host->start(), std::nullopt);
    Client anna(*host, QStringLiteral("/ws/anna"));
    anna.next("welcome");
    host.reset();
    QVERIFY(anna.isClosed());
}

namespace {

// A settings file, and a host that reads it on SIGHUP.
struct ReloadBench {
    explicit ReloadBench(const char* text)
    {
        write(text);
        SettingsInput input;
        input.configFile = path();
        const auto loaded = std::get<LoadedSettings>(loadSettings(input));
        host = std::make_unique<ServerHost>(loaded.settings);
        host->setSource(loaded);
    }
    std::string path() const { return folder.filePath(QStringLiteral("s.toml")).toStdString(); }
    void write(const char* text) const
    {
        QFile file(QString::fromStdString(path()));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("no settings file");
    }

    QTemporaryDir folder;
    std::unique_ptr<ServerHost> host;
};

} // namespace

void TestServerHost::aReloadReachesEveryLoop()
{
    ReloadBench bench("port = 0\nio_threads = 2\nbroadcast_interval = 0\n");
    QCOMPARE(bench.host->start(), std::nullopt);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 4; ++i) { // on both loops
        clients.push_back(std::make_unique<Client>(*bench.host, QStringLiteral("/ws/c%1").arg(i)));
        clients.back()->next("welcome");
    }
    QSignalSpy reloaded(bench.host.get(), &ServerHost::reloaded);
    bench.write("port = 0\nio_threads = 2\nbroadcast_interval = 0\nmessages_per_minute = 7\n");
    bench.host->onReloadSignal();
    QVERIFY(reloaded.wait());
    for (const auto& client : clients) {
        client->say("hello");
        QCOMPARE(number(client->next("ack"), "remaining"), 6);
    }
    Client late(*bench.host, QStringLiteral("/ws/late"));
    QCOMPARE(late.next("welcome")[QLatin1String("limits")][QLatin1String("messages_per_minute")],
             QJsonValue(7));
}

void TestServerHost::reloadsUnderWayAtTheEndHarmNobody()
{
    ReloadBench bench("port = 0\nio_threads = 2\n");
    QCOMPARE(bench.host->start(), std::nullopt);
    bench.write("port = 0\nio_threads = 2\nmessages_per_minute = 7\n");
    for (int i = 0; i < 5; ++i)
        bench.host->onReloadSignal();
    bench.host.reset();
}

SLUICE_EPOLL_MAIN(TestServerHost)
#include "tst_serverhost.moc"
