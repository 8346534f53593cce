#include "core/admin/adminservice.h"

#include "core/observe/logtap.h"
#include "tests/core/admin/adminbench.h"
#include "tests/support/jsonfields.h"
#include <QElapsedTimer>
#include <QTimer>
#include <random>

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::text;
using sluice::support::value;

namespace {

// With thousands of clients each newcomer's presence would be news to all of them.
void withoutPresence(Settings& settings)
{
    settings.presenceInterval = 1h;
}

} // namespace

class TestAdminService : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void theGreetingComesFirst();
    void nothingIsAskedOfTheLoopsUnlessSomebodyWatches();
    void whoSubscribesGetsTheWholeOfIt();
    void whoSubscribesAgainStartsAfresh();
    void aSnapshotIsOnePartATurn();
    void changesFollow();
    void aReplacedClientGoesAndComes();
    void samplesBecomeFigures();
    void aStuckConsoleStartsAfreshOnceItHasRead();
    void othersHearNothingOfAStuckOne();
    void aDrainsStatesAreAllTold();
    void theLogIsTold();
    void theStreamTellsWhatASnapshotTells();
};

void TestAdminService::theGreetingComesFirst()
{
    AdminBench bench;
    const Console& console = bench.attach(adminwire::Role::Viewer);
    QCOMPARE(console.heard.size(), std::size_t { 1 });
    const QJsonObject& hello = console.heard[0];
    QCOMPARE(typeOf(hello), QStringLiteral("hello"));
    QCOMPARE(text(hello, "node"), QStringLiteral("n-1"));
    QCOMPARE(text(hello, "role"), QStringLiteral("viewer"));
    QCOMPARE(text(hello, "boot_id").toStdString(), bench.service->bootId());
    const AdminBench another;
    QVERIFY(another.service->bootId() != bench.service->bootId());
}

void TestAdminService::nothingIsAskedOfTheLoopsUnlessSomebodyWatches()
{
    AdminBench bench;
    bench.hub.connect("anna");
    Console& console = bench.attach();
    bench.subscribe(console, R"("stats","drain")");
    QVERIFY(bench.hub.shards[0].samplings().empty());
    bench.subscribe(console);
    QCOMPARE(bench.hub.shards[0].samplings(), std::vector { Sampling::Afresh });
    QCOMPARE(bench.hub.shards[1].samplings(), std::vector { Sampling::Afresh });
    bench.service->detach(console.key);
    QCOMPARE(bench.hub.shards[0].samplings().back(), Sampling::Stop);
    for (const QTimer* timer : bench.service->findChildren<QTimer*>())
        QVERIFY(!timer->isActive());
}

void TestAdminService::whoSubscribesGetsTheWholeOfIt()
{
    AdminBench bench;
    bench.hub.connect("anna");
    Console& console = bench.attach();
    bench.subscribe(console, R"("stats","clients","drain")");
    QVERIFY(AdminBench::isSynced(console));
    QCOMPARE(value(*console.last("stats"), "readiness"), QJsonValue(QStringLiteral("ready")));
    QCOMPARE(value(*console.last("stats"), "clients"), QJsonValue(1));
    QCOMPARE(value(*console.last("drain"), "state"), QJsonValue(QStringLiteral("Serving")));
    QCOMPARE(console.count("snapshot"), qsizetype { 1 });
    QCOMPARE(console.table.size(), std::size_t { 1 });
    QCOMPARE(console.table[QStringLiteral("anna")][1].toString(), QStringLiteral("192.0.2.1"));
}

void TestAdminService::whoSubscribesAgainStartsAfresh()
{
    AdminBench bench;
    Console& console = bench.attach();
    bench.subscribe(console);
    QVERIFY(AdminBench::isSynced(console));
    bench.subscribe(console, R"("stats")");
    bench.hub.connect("anna");
    QTRY_VERIFY(console.count("stats") > 1); // a second later
    QCOMPARE(console.count("delta"), qsizetype { 0 });
    bench.subscribe(console);
    QTRY_COMPARE(console.count("synced"), qsizetype { 2 });
    QCOMPARE(console.table.size(), std::size_t { 1 });
}

void TestAdminService::aSnapshotIsOnePartATurn()
{
    AdminBench bench(withoutPresence);
    for (int i = 0; i < 1200; ++i)
        bench.hub.connect();
    Console& console = bench.attach();
    qsizetype most = 0;
    qsizetype before = 0;
    QTimer turns;
    connect(&turns, &QTimer::timeout, &turns, [&] {
        most = std::max(most, console.count("snapshot") - before);
        before = console.count("snapshot");
    });
    turns.start(0);
    bench.subscribe(console);
    QVERIFY(AdminBench::isSynced(console));
    QCOMPARE(console.count("snapshot"), qsizetype { 3 });
    QCOMPARE(most, qsizetype { 1 });
    QCOMPARE(console.table.size(), std::size_t { 1200 });
}

void TestAdminService::changesFollow()
{
    AdminBench bench;
    const SessionKey anna = bench.hub.connect("anna");
    Console& console = bench.attach();
    bench.subscribe(console);
    QVERIFY(AdminBench::isSynced(console));
    bench.hub.connect("bert");
    QTRY_COMPARE(console.table.size(), std::size_t { 2 });
    QVERIFY(bench.hub.hub->closeClient("bert", CloseReason::Kicked));
    QTRY_COMPARE(console.table[QStringLiteral("bert")][4].toString(), QStringLiteral("closing"));
    bench.leave(anna, 1001);
    QTRY_COMPARE(console.table.size(), std::size_t { 1 });
    QCOMPARE(value(*console.last("delta"), "gone")[0].toArray(),
             QJsonArray({ QStringLiteral("anna"), 1001, QStringLiteral("done"),
                          QStringLiteral("client") }));
}

void TestAdminService::aReplacedClientGoesAndComes()
{
    AdminBench bench;
    bench.hub.connect("anna");
    Console& console = bench.attach();
    bench.subscribe(console);
    QVERIFY(AdminBench::isSynced(console));
    bench.hub.reconnect("anna");
    QTRY_COMPARE(console.count("delta"), qsizetype { 1 });
    const QJsonObject& delta = *console.last("delta");
    QCOMPARE(value(delta, "up").toArray().size(), qsizetype { 1 });
    QCOMPARE(value(delta, "gone")[0].toArray(),
             QJsonArray({ QStringLiteral("anna"), 1008, QStringLiteral("replaced"),
                          QStringLiteral("server") }));
    QCOMPARE(console.table.size(), std::size_t { 1 });
}

void TestAdminService::samplesBecomeFigures()
{
    AdminBench bench;
    const SessionKey anna = bench.hub.connect("anna");
    Console& console = bench.attach();
    bench.subscribe(console);
    QVERIFY(AdminBench::isSynced(console));
    QVERIFY(console.table[QStringLiteral("anna")][10].isNull());
    SessionSample sample;
    sample.key = anna;
    sample.inOctets = 77;
    sample.lastIn = bench.clock.now();
    SessionSample stranger = sample;
    stranger.key.slot = 1000;
    bench.hub.hub->onSampled(0, { sample, stranger });
    QTRY_COMPARE(console.table[QStringLiteral("anna")][10].toInt(), 77);
    const QDateTime lastIn = QDateTime::fromString(
        console.table[QStringLiteral("anna")][6].toString(), Qt::ISODateWithMs);
    QVERIFY(std::abs(lastIn.msecsTo(QDateTime::currentDateTimeUtc())) < 10000);
    QCOMPARE(console.table.size(), std::size_t { 1 });
}

void TestAdminService::aStuckConsoleStartsAfreshOnceItHasRead()
{
    AdminBench bench(withoutPresence);
    std::vector<SessionKey> keys;
    for (int i = 0; i < 500; ++i)
        keys.push_back(bench.hub.connect());
    Console& console = bench.attach();
    Console& witness = bench.attach();
    bench.subscribe(console);
    bench.subscribe(witness);
    QVERIFY(AdminBench::isSynced(console) && AdminBench::isSynced(witness));
    console.reads = false;
    const std::size_t behind = console.heard.size();
    for (std::uint64_t octets = 1; console.count("delta") + 2 > witness.count("delta"); ++octets) {
        const auto before = witness.count("delta");
        std::vector<SessionSample> samples;
        for (const SessionKey key : keys)
            samples.push_back({ key, {}, octets, 0, 0, {}, false });
        bench.hub.hub->onSampled(0, samples);
        QTRY_VERIFY(witness.count("delta") > before);
    }
    QVERIFY(console.unread <= adminwire::queueBytes);
    QVERIFY(console.unread > adminwire::queueBytes / 2);
    QVERIFY(console.heard.size() > behind + 5);

    bench.readAll(console);
    QCOMPARE(typeOf(console.heard.back()), QStringLiteral("resync"));
    QCOMPARE(text(console.heard.back(), "reason"), QStringLiteral("overflow"));
    QTRY_COMPARE(console.count("synced"), qsizetype { 2 });
    QTRY_COMPARE(console.table, witness.table);
}

void TestAdminService::othersHearNothingOfAStuckOne()
{
    AdminBench bench(withoutPresence);
    for (int i = 0; i < 3000; ++i)
        bench.hub.connect();
    Console& stuck = bench.attach();
    stuck.reads = false;
    bench.subscribe(stuck);
    Console& console = bench.attach();
    bench.subscribe(console);
    QVERIFY(AdminBench::isSynced(console));
    QCOMPARE(stuck.count("synced"), qsizetype { 0 }); // its snapshot waits
    QVERIFY(stuck.unread < adminwire::queueBytes);
    bench.readAll(stuck);
    QVERIFY(AdminBench::isSynced(stuck));
    QCOMPARE(stuck.table, console.table);
}

void TestAdminService::aDrainsStatesAreAllTold()
{
    AdminBench bench;
    const SessionKey anna = bench.hub.connect("anna");
    Console& console = bench.attach();
    bench.subscribe(console, R"("drain")");
    bench.drain->request({ 60s, {}, 10s, "api" });
    bench.drain->update({ {}, {}, true });
    bench.drain->force();
    bench.leave(anna);
    QStringList states;
    for (const QJsonObject& message : console.heard)
        if (const QString state = text(message, "state");
            !state.isEmpty() && !states.contains(state))
            states << state;
    QCOMPARE(states.join(QLatin1Char(' ')),
             QStringLiteral("Serving Draining Evicting Closing Finished"));
}

void TestAdminService::theLogIsTold()
{
    AdminBench bench;
    Console& console = bench.attach();
    eventlog::write(LogLevel::Error, "test", "unheard", "Nobody watches the log yet.");
    bench.subscribe(console, R"("log")");
    eventlog::write(LogLevel::Error, "test", "heard", "This is for the console.",
                    { { "who", "anna" }, { "times", 3 } });
    QTRY_COMPARE(console.count("log"), qsizetype { 1 });
    const QJsonObject& line = *console.last("log");
    QCOMPARE(text(line, "level"), QStringLiteral("error"));
    QCOMPARE(text(line, "category"), QStringLiteral("test"));
    QCOMPARE(text(line, "event"), QStringLiteral("heard"));
    QCOMPARE(text(line, "message"), QStringLiteral("This is for the console."));
    QCOMPARE(line[QLatin1String("fields")].toObject(),
             QJsonObject({ { QStringLiteral("who"), QStringLiteral("anna") },
                           { QStringLiteral("times"), 3 } }));
    QVERIFY(eventlog::tap().isOpen());
    bench.service->detach(console.key);
    QVERIFY(!eventlog::tap().isOpen());
}

void TestAdminService::theStreamTellsWhatASnapshotTells()
{
    for (unsigned seed = 1; seed <= 10; ++seed) {
        std::mt19937 random(seed);
        const auto dice
            = [&](unsigned sides) { return static_cast<std::uint32_t>(random() % sides); };
        AdminBench bench([](Settings& settings) {
            settings.duplicateClientId = DuplicateClientId::Replace;
            settings.presenceInterval = 1h;
        });
        std::map<std::string, SessionKey> clients;
        Console& streamed = bench.attach();
        bench.subscribe(streamed);
        for (int step = 0; step < 600; ++step) {
            const std::string id = "c" + std::to_string(dice(60));
            const auto known = clients.find(id);
            const auto action = dice(6);
            if (action < 2) {
                clients[id] = bench.hub.connect(id);
            } else if (known == clients.end()) {
                QCoreApplication::processEvents();
            } else if (action == 2) {
                bench.leave(known->second);
                clients.erase(known);
            } else if (action == 3) {
                bench.hub.hub->closeClient(id, CloseReason::Kicked);
            } else {
                bench.hub.hub->onSampled(known->second.loop,
                                         { { known->second,
                                             {},
                                             dice(1000),
                                             dice(1000),
                                             dice(9),
                                             dice(9),
                                             dice(9) == 0 } });
            }
        }
        QVERIFY(AdminBench::isSynced(streamed));
        Console& fresh = bench.attach();
        bench.subscribe(fresh);
        QVERIFY(AdminBench::isSynced(fresh));
        QCOMPARE(fresh.table.size(), clients.size());
        QTRY_COMPARE(streamed.table, fresh.table);
    }
}

QTEST_GUILESS_MAIN(TestAdminService)
#include "tst_adminservice.moc"
