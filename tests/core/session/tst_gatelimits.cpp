// How many newcomers the gate lets in, and when it asks the hub beforehand.
#include "core/session/websocketgate.h"

#include "core/observe/eventlog.h"
#include "tests/core/session/gatebench.h"
#include <QTest>
#include <algorithm>

using namespace sluice;

class TestGateLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void newcomersHaveARate_data();
    void newcomersHaveARate();
    void onlyWhoWouldBeLetInIsCounted();
    void byStatusTheHubIsAskedBeforeTheHandshake();
};

void TestGateLimits::newcomersHaveARate_data()
{
    QTest::addColumn<bool>("byHttp");
    QTest::newRow("refuse_with=close") << false;
    QTest::newRow("refuse_with=http") << true;
}

void TestGateLimits::newcomersHaveARate()
{
    QFETCH(bool, byHttp);
    GateBench bench(byHttp ? RefuseWith::Http : RefuseWith::Close);
    bench.settings.connectRate = 1;
    const auto enters = [&](const std::string& target) {
        bench.outcome = "nothing";
        const auto response = bench.consider(head(target));
        if (!response)
            return bench.upgrade(head(target));
        const auto& fields = response->fields;
        const bool told = std::any_of(fields.begin(), fields.end(), [](const auto& field) {
            return field.first == "Retry-After";
        });
        return std::to_string(response->status) + (told ? " later" : "");
    };
    const std::string over = byHttp ? "429 later" : "refused rate_limited";
    QCOMPARE(enters("/ws"), std::string("entered"));
    int refused = 0; // unless a second passes between two of them
    for (int i = 0; i < 10; ++i)
        refused += enters(i % 2 == 0 ? "/ws" : "/ws?session=s") == over ? 1 : 0;
    QVERIFY(refused > 0);
    QCOMPARE(bench.metrics.rejected(CloseReason::RateLimited).Value(), double(refused));
    QCOMPARE(enters("/echo"), std::string("echo"));
    bench.settings.connectRate = 0;
    QCOMPARE(enters("/ws"), std::string("entered"));
}

void TestGateLimits::onlyWhoWouldBeLetInIsCounted()
{
    GateBench bench(RefuseWith::Http);
    bench.settings.connectRate = 1;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(bench.consider(head("/ws", { { "Origin", "https://evil.example" } }))->status,
                 403);
    QVERIFY(!bench.consider(head("/ws")));
    QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
}

void TestGateLimits::byStatusTheHubIsAskedBeforeTheHandshake()
{
    GateBench bench(RefuseWith::Http);
    QVERIFY(!bench.consider(head("/ws")));
    QCOMPARE(bench.hub.foreseen.size(), std::size_t { 0 }); // there is nothing it could say
    bench.settings.maxConnectionsPerIp = 1;
    QVERIFY(!bench.consider(head("/ws?session=s")));
    QCOMPARE(bench.hub.foreseen.size(), std::size_t { 1 });
    QCOMPARE(bench.hub.foreseen[0].sessionToken, std::string("s"));
    QCOMPARE(bench.hub.foreseen[0].peer.ip, here.ip);
    QVERIFY(!bench.consider(head("/ws/boris")));
    QCOMPARE(bench.hub.foreseen[1].requestedId, std::string("boris"));
}

QTEST_GUILESS_MAIN(TestGateLimits)
#include "tst_gatelimits.moc"
