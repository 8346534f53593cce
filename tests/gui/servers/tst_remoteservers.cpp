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
#include "tests/support/herd.h"
#include "tests/support/serverprocess.h"

#include <QSslCertificate>
#include <QTest>
#include <algorithm>
#include <csignal>
#include <functional>
#include <iterator>

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
    void checkSums(const Console& console)
    {
        QObject::connect(&console, &Console::drainChanged, &console, [this, of = &console] {
            const DrainFacts& facts = of->drain().facts();
            wrongSums += facts.initial == facts.remaining + facts.gone() ? 0 : 1;
        });
    }

    int wrongSums = 0; // of a drain's figures, at any time
    Clock clock;
    ServerRoster roster;
};

// Lets the clients live and the consoles listen until `done` holds.
bool runUntil(Herd& herd, const std::function<bool()>& done)
{
    return herd.runUntil(
        [&] {
            QCoreApplication::processEvents();
            return done();
        },
        std::chrono::milliseconds(patience));
}

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

// Three ways out of a drain, and newcomers who are refused, counted by the server and by two
// consoles of different roles: the same numbers, at the end to the unit.
void TestRemoteServers::twoConsolesSeeADrainAsTheServerSumsItUp()
{
    constexpr std::size_t atOnce = 50;
    constexpr std::size_t atTheirSlot = 350;
    constexpr std::size_t stay = 600;
    constexpr std::size_t clients = atOnce + atTheirSlot + stay;
    constexpr std::size_t newcomers = 7;
    QVERIFY(Herd::canHold(clients + newcomers));
    ServerProcess server({ { "admin_token", "operators" },
                           { "viewer_token", "viewers" },
                           { "presence_interval", "5s" }, // a thousand arrivals are no matter here
                           { "shutdown_timeout", "60s" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(atOnce, Manners::LeavesAtOnce));
    QVERIFY(herd.join(atTheirSlot, Manners::LeavesAtSlot));
    QVERIFY(herd.join(stay, Manners::IgnoresNotice));
    Watcher watchers[2];
    Console* consoles[] = { &watchers[0].watch(server), &watchers[1].watch(server, "viewers") };
    for (std::size_t i = 0; i < std::size(consoles); ++i) {
        const Console* console = consoles[i];
        QVERIFY(runUntil(herd, [&] { return console->connections().count() == clients; }));
        watchers[i].checkSums(*console);
    }
    order(*consoles[0], "drain",
          { { QStringLiteral("timeout_s"), 5 }, { QStringLiteral("ramp_s"), 2 } });
    for (const Console* console : consoles)
        QVERIFY(runUntil(herd, [&] { return console->drain().facts().left >= atOnce; }));
    herd.join(newcomers, Manners::IgnoresNotice, 0ms); // nobody waits for their welcome
    const auto hasEnded = [](const Console* console) {
        return contactwords::sign(*console).word == QLatin1String("Stopped as expected");
    };
    QVERIFY(runUntil(herd, [&] { return std::all_of(consoles, std::end(consoles), hasEnded); }));
    QCOMPARE(server.exitCode(30s), std::optional<int>(0));
    for (const Watcher& watcher : watchers)
        QCOMPARE(watcher.wrongSums, 0);
    const QJsonObject summary = server.events("drain_summary").value(0);
    QVERIFY2(!summary.isEmpty(), server.log().right(3000).constData());
    for (const Console* console : consoles) {
        const DrainFacts& facts = console->drain().facts();
        const std::pair<const char*, quint64> figures[] = { { "initial", facts.initial },
                                                            { "left", facts.left },
                                                            { "evicted", facts.evicted },
                                                            { "forced", facts.forced },
                                                            { "refused", facts.refused } };
        for (const auto& [name, seen] : figures)
            QCOMPARE(seen, static_cast<quint64>(summary[QLatin1String(name)].toInteger(-1)));
        QCOMPARE(facts.initial, quint64 { clients });
        QCOMPARE(facts.gone(), quint64 { clients });
        QCOMPARE(facts.refused, quint64 { newcomers });
        QVERIFY(facts.left >= atOnce && facts.evicted > 0);
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
