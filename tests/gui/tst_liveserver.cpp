// The window on a real server with real clients: what an operator sees and does, end to end.
#include "core/serverhost.h"
#include "core/session/closereason.h"
#include "gui/closed/closedpage.h"
#include "gui/commanddesk.h"
#include "gui/connections/connectiontable.h"
#include "gui/console.h"
#include "gui/drain/drainbanner.h"
#include "gui/drain/drainpanel.h"
#include "gui/log/logpage.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverroster.h"
#include "gui/serverview.h"
#include "gui/widgets/messagebar.h"
#include "gui/widgets/rollingtable.h"
#include "tests/support/defaultsettings.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QFile>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QWebSocket>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

// A server in this process, its window, and clients.
class Scene {
public:
    Scene() : host(support::serverSettings()) { language.speak(Language::Tongue::English); }

    bool start(int count)
    {
        if (host.start())
            return false;
        console = &roster.add({}, std::make_unique<Console>(host.adminLink(), clock));
        console->open();
        window = std::make_unique<MainWindow>(roster, language);
        window->show();
        for (int i = 0; i < count; ++i)
            join(QStringLiteral("client-%1").arg(i));
        return QTest::qWaitFor([&] { return table().model()->rowCount() == count; });
    }
    QWebSocket& join(const QString& id)
    {
        clients.push_back(std::make_unique<QWebSocket>());
        clients.back()->open(
            QUrl(QStringLiteral("ws://127.0.0.1:%1/ws/%2").arg(host.port()).arg(id)));
        return *clients.back();
    }
    ConnectionTable& table() const { return *window->findChild<ConnectionTable*>(); }
    void trigger(const char* beginning) const
    {
        const auto actions = window->findChildren<QAction*>();
        for (QAction* each : actions)
            if (each->text().remove(QLatin1Char('&')).startsWith(QLatin1String(beginning))) {
                QVERIFY2(each->isEnabled(), beginning);
                each->trigger();
                return;
            }
        QFAIL(beginning);
    }
    void press(const char* name) const
    {
        auto* button = window->findChild<QAbstractButton*>(QLatin1String(name));
        QVERIFY2(button, name);
        QTRY_VERIFY2(button->isEnabled(), name);
        button->click();
    }
    QString message() const { return window->findChild<ServerView*>()->messages().sentence(); }
    drain::State state() const { return console->drain().facts().state; }
    void startDrain() const
    {
        trigger("Drain");
        press("start");
        QTRY_COMPARE(state(), drain::State::Draining);
    }

    ServerHost host;
    Clock clock;
    Language language;
    std::vector<std::unique_ptr<QWebSocket>> clients;
    ServerRoster roster;
    Console* console = nullptr;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestLiveServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void clientsComeAndGoInTheTable();
    void oneIsClosedFromTheTable();
    void pausingRefusesNewcomers();
    void aDrainIsWatchedToItsEnd();
    void aCancelledDrainLetsNewcomersIn();
    void sigtermIsSeenFromTheFirstToTheThird();
    void forceEndsItWithThree();
    void quittingNowDoesWhatForceDoes();
    void aMessageReachesThoseItIsFor();
    void aWrongPlanIsExplainedByTheServer();
    void whatIsLoggedAndWhoLeftIsListed();
};

void TestLiveServer::initTestCase()
{
    eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 });
    appearance::apply(appearance::Scheme::Light);
}

void TestLiveServer::clientsComeAndGoInTheTable()
{
    Scene scene;
    QVERIFY(scene.start(5));
    QTRY_COMPARE(scene.console->contact(), Console::Contact::Live);
    QTRY_COMPARE(scene.console->stats().clients, quint64 { 5 });
    scene.clients[2]->close();
    QTRY_COMPARE(scene.table().model()->rowCount(), 4);
    QVERIFY(!scene.console->connections().find(QStringLiteral("client-2")));
    const Leaver& left = scene.console->leavers().newestFirst().front();
    QCOMPARE(left.last.id, QStringLiteral("client-2"));
    QVERIFY(!left.byServer);
    const ConnectionRow* row = scene.console->connections().find(QStringLiteral("client-1"));
    QCOMPARE(row->peer, QStringLiteral("127.0.0.1"));
    QCOMPARE(row->port, int { scene.clients[1]->localPort() });
    QVERIFY(row->connectedAt > 0);
}

void TestLiveServer::oneIsClosedFromTheTable()
{
    Scene scene;
    QVERIFY(scene.start(3));
    ConnectionTable& table = scene.table();
    table.sortByColumn(0, Qt::AscendingOrder);
    table.selectRow(1);
    scene.trigger("Close 1 Connection");
    scene.press("yes");
    QTRY_COMPARE(scene.message(), QStringLiteral("1 connection is being closed."));
    QTRY_COMPARE(scene.clients[1]->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(int { scene.clients[1]->closeCode() }, int { closeRow(CloseReason::Kicked).code });
    QTRY_COMPARE(table.model()->rowCount(), 2);
    QCOMPARE(scene.clients[0]->state(), QAbstractSocket::ConnectedState);
}

void TestLiveServer::pausingRefusesNewcomers()
{
    Scene scene;
    QVERIFY(scene.start(1));
    QTRY_VERIFY(scene.console->mayCommand());
    scene.trigger("Pause Accepting");
    QTRY_VERIFY(!scene.console->stats().accepting);
    QWebSocket& late = scene.join(QStringLiteral("late"));
    QSignalSpy gone(&late, &QWebSocket::disconnected);
    QTRY_VERIFY(!gone.empty());
    scene.trigger("Resume Accepting");
    QTRY_VERIFY(scene.console->stats().accepting);
    scene.join(QStringLiteral("later"));
    QTRY_COMPARE(scene.table().model()->rowCount(), 2);
}

void TestLiveServer::aDrainIsWatchedToItsEnd()
{
    Scene scene;
    QVERIFY(scene.start(4));
    QSignalSpy finished(&scene.host, &ServerHost::finished);
    scene.startDrain();
    QTRY_COMPARE(scene.message(), QStringLiteral("The drain has begun."));
    QCOMPARE(scene.console->drain().facts().initial, quint64 { 4 });
    for (const auto& client : scene.clients)
        client->close();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 0);
    QCOMPARE(scene.state(), drain::State::Finished); // told before the end
    QCOMPARE(scene.console->drain().facts().left, quint64 { 4 });
    QTRY_COMPARE(scene.console->contact(), Console::Contact::Lost);
    QVERIFY(scene.console->endedAsExpected());
    scene.window->showOutcome();
    QVERIFY(scene.window->findChild<DrainPanel*>()->outcome().contains(
        QStringLiteral("4 clients left by themselves")));
}

void TestLiveServer::aCancelledDrainLetsNewcomersIn()
{
    Scene scene;
    QVERIFY(scene.start(2));
    scene.startDrain();
    scene.trigger("Cancel Drain");
    scene.press("yes");
    QTRY_COMPARE(scene.state(), drain::State::Serving);
    QTRY_COMPARE(scene.message(),
                 QStringLiteral("The drain is cancelled: newcomers are let in again."));
    scene.join(QStringLiteral("late"));
    QTRY_COMPARE(scene.table().model()->rowCount(), 3);
    QCOMPARE(scene.clients[0]->state(), QAbstractSocket::ConnectedState);
}

// What the process does on SIGTERM, and the operator of its window did not order.
void TestLiveServer::sigtermIsSeenFromTheFirstToTheThird()
{
    Scene scene;
    QVERIFY(scene.start(2));
    QSignalSpy finished(&scene.host, &ServerHost::finished);
    scene.host.onTerminationSignal();
    QTRY_COMPARE(scene.state(), drain::State::Draining);
    QTRY_VERIFY(scene.window->windowTitle().contains(QStringLiteral("Draining")));
    QVERIFY(scene.window->findChild<DrainBanner*>()->isVisible());
    scene.host.onTerminationSignal();
    QTRY_COMPARE(scene.state(), drain::State::Evicting);
    scene.host.onTerminationSignal();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 3);
    QTRY_COMPARE(scene.state(), drain::State::Finished);
    QCOMPARE(scene.console->drain().facts().exitCode.value_or(-1), 3);
    QVERIFY(scene.console->endedAsExpected());
}

void TestLiveServer::forceEndsItWithThree()
{
    Scene scene;
    QVERIFY(scene.start(2));
    QTRY_VERIFY(scene.console->mayCommand());
    QSignalSpy finished(&scene.host, &ServerHost::finished);
    scene.trigger("Force Close");
    scene.press("yes");
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 3);
    QCOMPARE(scene.console->drain().facts().exitCode.value_or(-1), 3);
}

void TestLiveServer::quittingNowDoesWhatForceDoes()
{
    Scene scene;
    QVERIFY(scene.start(2));
    QTRY_VERIFY(scene.console->mayCommand());
    QSignalSpy finished(&scene.host, &ServerHost::finished);
    scene.window->close();
    scene.press("now");
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 3);
}

void TestLiveServer::aMessageReachesThoseItIsFor()
{
    Scene scene;
    QVERIFY(scene.start(3));
    QTRY_VERIFY(scene.console->mayCommand());
    QStringList heard[3];
    for (std::size_t client = 0; client < 3; ++client)
        connect(scene.clients[client].get(), &QWebSocket::textMessageReceived, this,
                [&heard, client](const QString& text) { heard[client] << text; });
    const auto say = [&scene](const char* text) {
        scene.window->findChild<QPlainTextEdit*>(QStringLiteral("text"))
            ->setPlainText(QString::fromUtf8(text));
        scene.press("send");
    };
    auto* desk = scene.window->findChild<CommandDesk*>();
    desk->openMessageDialog(
        { QStringLiteral("client-0"), QStringLiteral("client-2"), QStringLiteral("nobody") });
    say("for two");
    QTRY_COMPARE(scene.message(),
                 QStringLiteral("Delivered to 2 connections. 1 had left already."));
    desk->openBroadcastDialog();
    say("for all");
    QTRY_COMPARE(scene.message(), QStringLiteral("Delivered to 3 connections."));
    const auto count = [&heard](std::size_t client, const char* text) {
        return heard[client].filter(QString::fromUtf8(text)).size();
    };
    for (std::size_t client = 0; client < 3; ++client)
        QTRY_COMPARE(count(client, "for all"), 1);
    QCOMPARE(count(0, "for two"), 1);
    QCOMPARE(count(1, "for two"), 0);
    QCOMPARE(count(2, "for two"), 1);
}

void TestLiveServer::aWrongPlanIsExplainedByTheServer()
{
    Scene scene;
    QVERIFY(scene.start(0));
    QTRY_VERIFY(scene.console->mayCommand());
    std::optional<CommandResult> answer;
    scene.console->command(
        QStringLiteral("drain"), { { QStringLiteral("timeout_s"), -1 } }, this,
        [&](const CommandResult& result, const QJsonObject&) { answer = result; });
    QTRY_VERIFY(answer.has_value());
    QVERIFY(!answer->ok);
    QCOMPARE(answer->code, QStringLiteral("bad_request"));
    QVERIFY2(answer->message.contains(QStringLiteral("timeout_s")), qPrintable(answer->message));
}

void TestLiveServer::whatIsLoggedAndWhoLeftIsListed()
{
    QFile nowhere(QStringLiteral("/dev/null"));
    QVERIFY(nowhere.open(QIODevice::WriteOnly));
    eventlog::configure({ LogLevel::Info, LogFormat::Text, nowhere.handle() });
    const auto quiet = qScopeGuard([] {
        eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 });
    });
    Scene scene;
    QVERIFY(scene.start(2));
    scene.window->turnTo(Page::Log);
    QTRY_VERIFY(eventlog::tap().isOpen()); // the server has heard that somebody looks
    scene.clients[1]->close(QWebSocketProtocol::CloseCodeGoingAway);
    const auto finds = [&](QWidget* page, const QString& text) {
        const QAbstractItemModel& model = *page->findChild<RollingTable*>()->model();
        return !model.match(model.index(0, 1), Qt::DisplayRole, text, 1).empty()
            || !model.match(model.index(0, 2), Qt::DisplayRole, text, 1).empty();
    };
    auto* log = scene.window->findChild<LogPage*>();
    QTRY_VERIFY(finds(log, QStringLiteral("client_disconnected")));
    scene.window->turnTo(Page::Closed);
    auto* closed = scene.window->findChild<ClosedPage*>();
    QTRY_VERIFY(finds(closed, QStringLiteral("client-1")));
    const QAbstractItemModel& model = *closed->table().model();
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, static_cast<int>(ClosedColumn::Code)).data().toString(),
             QStringLiteral("1001 going away"));
    QCOMPARE(model.index(0, static_cast<int>(ClosedColumn::By)).data().toString(),
             QStringLiteral("Client"));
}

QTEST_MAIN(TestLiveServer)
#include "tst_liveserver.moc"
