// How the admin service says goodbye.
#include "core/admin/adminservice.h"

#include "tests/core/admin/adminbench.h"
#include "tests/support/jsonfields.h"

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::text;
using sluice::support::value;

class TestAdminEnd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void atTheEndEveryoneIsToldGoodbye();
    void theEndDoesNotWaitForAConsoleThatStays();
    void theEndWaitsForNobodyWhenNobodyWatches();
    void theAnswerComesBeforeTheEnd();
};

void TestAdminEnd::atTheEndEveryoneIsToldGoodbye()
{
    AdminBench bench;
    const SessionKey anna = bench.hub.connect("anna");
    Console& watcher = bench.attach();
    Console& idler = bench.attach(); // has subscribed to nothing
    Console& window = bench.attach(adminwire::Role::Operator, false);
    bench.subscribe(watcher, R"("clients","drain")");
    QVERIFY(AdminBench::isSynced(watcher));
    bench.drain->request({ 60s, {}, 10s, "api" });
    bench.leave(anna);
    bool finished = false;
    bench.service->finish([&] { finished = true; });
    QTRY_VERIFY(watcher.ended && idler.ended && window.ended);
    QVERIFY(!finished);
    for (const Console* console : { &watcher, &idler, &window }) {
        QCOMPARE(typeOf(console->heard.back()), QStringLiteral("bye"));
        QCOMPARE(value(console->heard.back(), "expected"), QJsonValue(true));
        QCOMPARE(text(*console->last("drain"), "state"), QStringLiteral("Finished"));
        QCOMPARE(value(*console->last("drain"), "exit_code"), QJsonValue(0));
    }
    QVERIFY(watcher.table.empty()); // it saw the last one go
    QVERIFY(watcher.last("delta"));
    bench.service->detach(watcher.key);
    QVERIFY(!finished);
    bench.service->detach(idler.key); // nobody waits for the window
    QVERIFY(finished);
}

void TestAdminEnd::theEndDoesNotWaitForAConsoleThatStays()
{
    AdminBench bench;
    bench.attach();
    bool finished = false;
    bench.service->finish([&] { finished = true; });
    QVERIFY(!finished);
    QTRY_VERIFY(finished);
    QVERIFY(bench.service->isWatched());
}

void TestAdminEnd::theEndWaitsForNobodyWhenNobodyWatches()
{
    AdminBench bench;
    bool finished = false;
    bench.service->finish([&] { finished = true; });
    QVERIFY(finished);
}

void TestAdminEnd::theAnswerComesBeforeTheEnd()
{
    AdminBench bench;
    Console& console = bench.attach();
    connect(bench.drain.get(), &DrainController::finished, bench.service.get(),
            [&] { bench.service->finish([] {}); });
    bench.say(console, R"({"type":"command","ref":"1","do":"drain"})"); // there are no clients
    QTRY_VERIFY(console.ended);
    QCOMPARE(typeOf(console.heard[1]), QStringLiteral("result"));
    QCOMPARE(typeOf(console.heard.back()), QStringLiteral("bye"));
}

QTEST_GUILESS_MAIN(TestAdminEnd)
#include "tst_adminend.moc"
