// Real servers as processes, watched over real sockets, as `sluice console` does it.
#include "app/client/adminsocket.h"
#include "app/client/serverurl.h"
#include "core/auth/serverpin.h"
#include "gui/console.h"
#include "gui/fleet/rollingrestart.h"
#include "gui/look/language.h"
#include "gui/servers/contactwords.h"
#include "gui/servers/serverroster.h"
#include "tests/support/certificate.h"
#include "tests/support/serverprocess.h"

#include <QSslCertificate>
#include <QTest>
#include <QWebSocket>
#include <csignal>
#include <functional>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20000; // milliseconds; a wait ends when it may

// An operator's window without its widgets: a roster with consoles that call over sockets.
class Watcher {
public:
    Console& watch(const QString& url, const char* token, const QString& authorityFile = {},
                   const QString& pin = {})
    {
        ServerProfile profile;
        profile.url = url;
        profile.authorityFile = authorityFile;
        profile.pin = pin;
        Console& console
            = roster.add(profile,
                         std::make_unique<Console>(std::make_unique<AdminSocket>(
                                                       *adminUrl(url), QString::fromLatin1(token),
                                                       ServerTrust { authorityFile, pin }),
                                                   clock, Console::Persistence::ComesBack));
        console.open();
        return console;
    }
    Console& watch(const ServerProcess& server, const char* token = "operators")
    {
        return watch(QStringLiteral("http://127.0.0.1:%1").arg(server.port()), token);
    }

    Clock clock;
    ServerRoster roster;
};

class Crowd {
public:
    Crowd(const ServerProcess& server, int count)
    {
        for (int i = 0; i < count; ++i) {
            m_clients.push_back(std::make_unique<QWebSocket>());
            m_clients.back()->open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(server.port())));
        }
    }
    void leave(int first, int last)
    {
        for (int i = first; i < last; ++i)
            m_clients[static_cast<std::size_t>(i)]->close();
    }

private:
    std::vector<std::unique_ptr<QWebSocket>> m_clients;
};

bool becomes(const Console& console, const QString& word)
{
    return QTest::qWaitFor([&] { return contactwords::sign(console).word == word; }, patience);
}

void order(Console& console, const char* what, const QJsonObject& details = {})
{
    static QObject context;
    console.command(QLatin1String(what), details, &context,
                    [](const CommandResult& result, const QJsonObject&) { QVERIFY(result.ok); });
}

} // namespace

class TestRemoteServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.speak(Language::Tongue::English); }
    void twoConsolesSeeADrainAsTheServerSumsItUp();
    void everyFailureHasItsOwnWords();
    void aViewerSeesAndMayNotChange();
    void anUntrustedCertificateIsSaid();
    void aServerWithAnotherKeyIsNotSpokenTo();
    void aRollingRestartWalksThroughBoth();

private:
    Language m_language;
};

void TestRemoteServers::twoConsolesSeeADrainAsTheServerSumsItUp()
{
    constexpr int clients = 60;
    ServerProcess server({ { "admin_token", "operators" },
                           { "viewer_token", "viewers" },
                           { "shutdown_timeout", "60s" } });
    QVERIFY(server.start());
    Watcher first;
    Watcher second;
    Console* consoles[] = { &first.watch(server), &second.watch(server, "viewers") };
    Crowd crowd(server, clients);
    for (const Console* console : consoles)
        QVERIFY(
            QTest::qWaitFor([&] { return console->connections().count() == clients; }, patience));
    order(*consoles[0], "drain",
          { { QStringLiteral("timeout_s"), 6 }, { QStringLiteral("ramp_s"), 3 } });
    for (const Console* console : consoles)
        QVERIFY(becomes(*console, QStringLiteral("Draining")));
    crowd.leave(0, 23);
    for (const Console* console : consoles)
        QVERIFY(QTest::qWaitFor([&] { return console->drain().facts().left > 0; }, patience));
    for (const Console* console : consoles)
        QVERIFY(QTest::qWaitFor([&] { return console->drain().facts().evicted > 0; }, patience));
    crowd.leave(55, clients);
    for (const Console* console : consoles)
        QVERIFY(becomes(*console, QStringLiteral("Stopped as expected")));
    QCOMPARE(server.exitCode(30s), std::optional<int>(0));
    const QJsonObject summary = server.events("drain_summary").value(0);
    QVERIFY2(!summary.isEmpty(), server.log().right(3000).constData());
    for (const Console* console : consoles) {
        const DrainFacts& facts = console->drain().facts();
        const std::pair<const char*, quint64> figures[] = { { "left", facts.left },
                                                            { "evicted", facts.evicted },
                                                            { "forced", facts.forced },
                                                            { "refused", facts.refused } };
        for (const auto& [name, seen] : figures)
            QCOMPARE(seen, static_cast<quint64>(summary[QLatin1String(name)].toInteger(-1)));
        QCOMPARE(facts.initial, quint64 { clients });
        QCOMPARE(facts.gone(), quint64 { clients });
        QCOMPARE(facts.exitCode.value_or(-1), 0);
        QCOMPARE(console->connections().count(), std::size_t { 0 });
    }
}

void TestRemoteServers::everyFailureHasItsOwnWords()
{
    ServerProcess server({ { "admin_token", "operators" } });
    QVERIFY(server.start());
    Watcher watcher;
    Console& wrong = watcher.watch(server, "wrong");
    Console& right = watcher.watch(server);
    Console& nobody = watcher.watch(QStringLiteral("http://127.0.0.1:1"), "");
    QVERIFY(becomes(wrong, QStringLiteral("Wrong token")));
    QVERIFY(becomes(right, QStringLiteral("Live")));
    QTRY_VERIFY(nobody.contact() == Console::Contact::Waiting);
    QVERIFY2(nobody.trouble().startsWith(QStringLiteral("nothing listens on 127.0.0.1:1")),
             qPrintable(nobody.trouble()));
    QTRY_VERIFY(right.roundTrip().has_value());

    server.signal(SIGKILL);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return contactwords::sign(right).word.startsWith(QStringLiteral("Reconnecting in "));
        },
        patience));
    QVERIFY(!right.endedAsExpected());
    ServerProcess next(
        { { "admin_token", "operators" }, { "port", std::to_string(server.port()) } });
    QVERIFY(next.start());
    right.reconnect();
    QVERIFY(becomes(right, QStringLiteral("Restarted (%1)").arg(right.identity().version)));
    QVERIFY(becomes(wrong, QStringLiteral("Wrong token"))); // asks no more by itself
}

void TestRemoteServers::aViewerSeesAndMayNotChange()
{
    ServerProcess server({ { "admin_token", "operators" }, { "viewer_token", "viewers" } });
    QVERIFY(server.start());
    Watcher watcher;
    Console& viewer = watcher.watch(server, "viewers");
    QVERIFY(becomes(viewer, QStringLiteral("Live")));
    QVERIFY(!viewer.mayCommand());
    QCOMPARE(RollingRestart().next(watcher.roster).sentence,
             QStringLiteral("Your token for %1 may only look.").arg(viewer.identity().node));
}

void TestRemoteServers::anUntrustedCertificateIsSaid()
{
    const Certificate certificate;
    ServerProcess server({ { "admin_token", "operators" },
                           { "tls_certificate", certificate.certificateFile },
                           { "tls_key", certificate.keyFile } });
    QVERIFY(server.start());
    const QString url = QStringLiteral("https://localhost:%1").arg(server.port());
    Watcher watcher;
    Console& doubtful = watcher.watch(url, "operators");
    QTRY_VERIFY(doubtful.contact() == Console::Contact::Waiting);
    QVERIFY2(
        doubtful.trouble().startsWith(
            QStringLiteral("the certificate of localhost:%1 is not trusted (").arg(server.port())),
        qPrintable(doubtful.trouble()));
    Console& missing = watcher.watch(url, "operators", QStringLiteral("/nowhere.pem"));
    QTRY_VERIFY(missing.contact() == Console::Contact::Waiting);
    QVERIFY(missing.trouble().contains(QStringLiteral("/nowhere.pem")));
    Console& trusting
        = watcher.watch(url, "operators", QString::fromStdString(certificate.certificateFile));
    QVERIFY(becomes(trusting, QStringLiteral("Live")));
}

void TestRemoteServers::aServerWithAnotherKeyIsNotSpokenTo()
{
    const Certificate certificate;
    const QString file = QString::fromStdString(certificate.certificateFile);
    const std::string pin
        = ServerPin::of(QSslCertificate::fromPath(file).value(0).toDer().toStdString());
    const std::string other = "sha256//" + std::string(43, 'A') + '=';
    ServerProcess server({ { "admin_token", "operators" },
                           { "tls_certificate", certificate.certificateFile },
                           { "tls_key", certificate.keyFile } });
    QVERIFY(server.start());
    const QString url = QStringLiteral("https://localhost:%1").arg(server.port());
    Watcher watcher;
    Console& doubtful = watcher.watch(url, "operators", file, QString::fromStdString(other));
    QVERIFY(becomes(doubtful, QStringLiteral("Wrong key")));
    QCOMPARE(doubtful.trouble(),
             QStringLiteral("the server's key is not the pinned one (it is %1)")
                 .arg(QString::fromStdString(pin)));
    // Nor does the right key make a certificate good that nobody vouches for.
    Console& distrustful = watcher.watch(url, "operators", {}, QString::fromStdString(pin));
    QTRY_VERIFY(distrustful.contact() == Console::Contact::Waiting);
    QVERIFY(distrustful.trouble().contains(QStringLiteral("is not trusted")));
    Console& trusting
        = watcher.watch(url, "operators", file, QString::fromStdString(other + ';' + pin));
    QVERIFY(becomes(trusting, QStringLiteral("Live")));
}

void TestRemoteServers::aRollingRestartWalksThroughBoth()
{
    std::vector<std::unique_ptr<ServerProcess>> servers;
    Watcher watcher;
    for (int i = 0; i < 2; ++i) {
        servers.push_back(std::make_unique<ServerProcess>(
            ServerProcess::Settings { { "admin_token", "operators" } }));
        QVERIFY(servers.back()->start());
        QVERIFY(becomes(watcher.watch(*servers.back()), QStringLiteral("Live")));
    }
    RollingRestart walk;
    for (int row = 0; row < 2; ++row) {
        QTRY_COMPARE(walk.next(watcher.roster).row, row);
        walk.begin(watcher.roster);
        Console& console = watcher.roster.console(row);
        order(console, "drain");
        QVERIFY(becomes(console, QStringLiteral("Stopped as expected")));
        QCOMPARE(walk.next(watcher.roster).row, -1);
        auto& server = servers[static_cast<std::size_t>(row)];
        const auto port = server->port();
        QVERIFY(server->exitCode(20s).has_value());
        server = std::make_unique<ServerProcess>(ServerProcess::Settings {
            { "admin_token", "operators" }, { "port", std::to_string(port) } });
        QVERIFY(server->start());
        console.reconnect();
        QVERIFY(QTest::qWaitFor(
            [&] { return walk.isRestarted(watcher.roster, row) && console.isFresh(); }, patience));
    }
    QTRY_COMPARE(walk.next(watcher.roster).sentence,
                 QStringLiteral("All 2 servers have been restarted."));
}

QTEST_GUILESS_MAIN(TestRemoteServers)
#include "tst_remoteservers.moc"
