// Whom the hub lets in, and in whose place.
#include "core/hub/connectionmanager.h"

#include "tests/core/hub/hubbench.h"
#include "tests/support/jsonfields.h"
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::number;
using sluice::support::text;

namespace {

QStringList typesHeard(HubBench& bench, SessionKey key)
{
    QStringList types;
    for (const QJsonObject& message : bench.heard(key).messages)
        types << typeOf(message);
    return types;
}

} // namespace

class TestAdmission : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void whoIsRefused_data();
    void whoIsRefused();
    void aRefusedSessionIsNobody();
    void aDuplicateIdIsRejected();
    void aDuplicateIdReplacesIfSet();
    void theSameClientReplacesItsOldSession();
    void aSessionAloneNamesTheClient();
    void anothersSessionReplacesNobody();
    void aReplacementIsNeverOverTheLimit();
    void theReplacedMayLeaveLate();
    void whatIsForeseenIsWhatHappens();
};

void TestAdmission::whoIsRefused_data()
{
    QTest::addColumn<int>("readiness");
    QTest::addColumn<unsigned>("most");
    QTest::addColumn<unsigned>("mostPerIp");
    QTest::addColumn<int>("reason"); // -1: let in
    const int ready = static_cast<int>(Readiness::Ready);
    const int full = static_cast<int>(CloseReason::TooManyConnections);
    QTest::newRow("nobody") << ready << 3U << 3U << -1;
    QTest::newRow("one too many") << ready << 2U << 0U << full;
    QTest::newRow("one too many of an address") << ready << 9U << 2U << full;
    QTest::newRow("whoever comes in a drain") << static_cast<int>(Readiness::Draining) << 9U << 0U
                                              << static_cast<int>(CloseReason::ServerShutdown);
    QTest::newRow("whoever comes in a pause") << static_cast<int>(Readiness::Paused) << 9U << 0U
                                              << static_cast<int>(CloseReason::NotAccepting);
}

void TestAdmission::whoIsRefused()
{
    QFETCH(int, readiness);
    QFETCH(unsigned, most);
    QFETCH(unsigned, mostPerIp);
    QFETCH(int, reason);
    HubBench bench([&](Settings& settings) {
        settings.maxConnections = most;
        settings.maxConnectionsPerIp = mostPerIp;
    });
    bench.connect("anna");
    bench.connect("bert");
    bench.hub->setReadiness(static_cast<Readiness>(readiness));
    const auto foreseen = bench.hub->foresee(bench.arrival("carl"));
    const SessionKey key = bench.connect("carl");
    const auto& refused = bench.heard(key).refused;
    QVERIFY(foreseen == refused);
    QCOMPARE(refused ? static_cast<int>(*refused) : -1, reason);
    QCOMPARE(bench.hub->count(), std::uint64_t { reason < 0 ? 3U : 2U });
    QCOMPARE(bench.metrics.rejectedTotal(), std::uint64_t { reason < 0 ? 0U : 1U });
    QCOMPARE(bench.metrics.connectionsShortLived.Value(), reason < 0 ? 0.0 : 1.0);
    if (mostPerIp == 2) {
        Arrival elsewhere = bench.arrival("dora");
        elsewhere.peer.ip = "192.0.2.2";
        QVERIFY(!bench.heard(bench.connect(elsewhere)).refused);
    }
}

void TestAdmission::aRefusedSessionIsNobody()
{
    HubBench bench([](Settings& settings) { settings.maxConnections = 1; });
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    bench.say(bert, "1");
    bench.hub->statusAsked(bert);
    bench.hub->disconnected(bert, {});
    QCOMPARE(bench.hub->count(), std::uint64_t { 1 });
    QCOMPARE(bench.backplane.head(), std::uint64_t { 0 });
    QCOMPARE(typesHeard(bench, anna), QStringList { QStringLiteral("welcome") });
}

void TestAdmission::whatIsForeseenIsWhatHappens()
{
    HubBench bench([](Settings& settings) { settings.maxConnectionsPerIp = 1; });
    const SessionKey anna = bench.connect("anna");
    const auto session = text(bench.welcome(anna), "session").toStdString();
    const auto foreseen = [&](const std::string& id, const std::string& token, const char* ip) {
        Arrival newcomer = bench.arrival(id);
        newcomer.sessionToken = token;
        newcomer.peer.ip = ip;
        return bench.hub->foresee(newcomer);
    };
    const std::string here = bench.arrival().peer.ip;
    QVERIFY(foreseen("", "", here.c_str()) == CloseReason::TooManyConnections);
    QVERIFY(foreseen("", "invented", here.c_str()) == CloseReason::TooManyConnections);
    QVERIFY(!foreseen("", session, here.c_str()));
    QVERIFY(!foreseen("", "", "198.51.100.9"));
    QVERIFY(foreseen("anna", "", "198.51.100.9") == CloseReason::ClientIdInUse);
    QVERIFY(!foreseen("anna", session, "198.51.100.9"));
    QCOMPARE(bench.hub->count(), std::uint64_t { 1 }); // asking changes nothing
    QCOMPARE(bench.metrics.rejectedTotal(), std::uint64_t { 0 });
}

void TestAdmission::aDuplicateIdIsRejected()
{
    HubBench bench;
    const SessionKey first = bench.connect("anna");
    const SessionKey second = bench.connect("anna");
    QVERIFY(bench.heard(second).refused == CloseReason::ClientIdInUse);
    QVERIFY(!bench.heard(first).closed);
    QCOMPARE(bench.hub->count(), std::uint64_t { 1 });
    bench.hub->disconnected(first, {});
    QVERIFY(bench.heard(bench.connect("anna")).isClient); // free again
}

void TestAdmission::aDuplicateIdReplacesIfSet()
{
    HubBench bench(
        [](Settings& settings) { settings.duplicateClientId = DuplicateClientId::Replace; });
    const SessionKey first = bench.connect("anna");
    const SessionKey second = bench.connect("anna");
    QVERIFY(bench.heard(second).isClient);
    QVERIFY(bench.heard(first).closed == CloseReason::Replaced);
}

void TestAdmission::theSameClientReplacesItsOldSession()
{
    HubBench bench;
    const SessionKey witness = bench.connect("witness");
    const SessionKey first = bench.connect("anna");
    const std::size_t before = bench.heard(witness).messages.size();
    bench.orders.clear();
    const SessionKey second = bench.reconnect("anna");
    // Registered first, so that no personal message misses both.
    QCOMPARE(bench.orders,
             (std::vector { "admit " + std::to_string(second.slot),
                            "close " + std::to_string(first.slot) }));
    QVERIFY(bench.heard(first).closed == CloseReason::Replaced);
    QCOMPARE(number(bench.welcome(second), "clients"), 2);
    bench.hub->disconnected(first, {});
    QCOMPARE(bench.hub->count(), std::uint64_t { 2 });
    QCOMPARE(bench.heard(witness).messages.size(), before); // neither a leave nor a join
    bench.say(witness, "1", "anna");
    QCOMPARE(bench.heardOfType(second, "personal").size(), std::size_t { 1 });
    QCOMPARE(bench.heardOfType(first, "personal").size(), std::size_t { 0 });
}

void TestAdmission::aSessionAloneNamesTheClient()
{
    HubBench bench;
    const SessionKey first = bench.connect(); // an assigned id
    Arrival again = bench.arrival();
    again.sessionToken = text(bench.welcome(first), "session").toStdString();
    const SessionKey second = bench.connect(again);
    QCOMPARE(bench.idOf(second), bench.idOf(first));
    QVERIFY(bench.heard(first).closed == CloseReason::Replaced);
}

void TestAdmission::anothersSessionReplacesNobody()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    Arrival thief = bench.arrival("anna");
    thief.sessionToken = bench.tokens.issue("bert");
    QVERIFY(bench.heard(bench.connect(thief)).refused == CloseReason::ClientIdInUse);
    thief = bench.arrival("anna");
    thief.sessionToken = "anna.forged";
    QVERIFY(bench.heard(bench.connect(thief)).refused == CloseReason::ClientIdInUse);
    QVERIFY(!bench.heard(anna).closed);
}

void TestAdmission::aReplacementIsNeverOverTheLimit()
{
    HubBench bench([](Settings& settings) {
        settings.maxConnections = 1;
        settings.maxConnectionsPerIp = 1;
    });
    bench.connect("anna");
    QVERIFY(bench.heard(bench.reconnect("anna")).isClient);
    QVERIFY(bench.heard(bench.reconnect("bert")).refused == CloseReason::TooManyConnections);
}

void TestAdmission::theReplacedMayLeaveLate()
{
    HubBench bench;
    const SessionKey first = bench.connect("anna");
    const SessionKey second = bench.reconnect("anna");
    bench.hub->disconnected(second, {});
    QCOMPARE(bench.hub->count(), std::uint64_t { 0 });
    const SessionKey third = bench.connect("anna");
    bench.hub->disconnected(first, {}); // only now does its loop say so
    QCOMPARE(bench.hub->count(), std::uint64_t { 1 });
    bench.say(first, "1");
    QCOMPARE(bench.backplane.head(), std::uint64_t { 0 });
    bench.hub->disconnected(third, {});
    QCOMPARE(bench.hub->count(), std::uint64_t { 0 });
}

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
