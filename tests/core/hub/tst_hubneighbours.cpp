// One hub among several: what it tells the others, and what it does of what it hears from them.
#include "core/hub/connectionmanager.h"

#include "tests/core/hub/hubbench.h"
#include "tests/support/jsonfields.h"
#include <QSignalSpy>
#include <QTest>

using namespace sluice;
using sluice::support::number;
using sluice::support::text;
using Orders = std::vector<std::string>;

namespace {

QStringList told(HubBench& bench, SessionKey key, const char* member)
{
    QStringList ids;
    for (const QJsonObject& presence : bench.heardOfType(key, "presence"))
        ids += idsIn(presence, member);
    return ids;
}

} // namespace

class TestHubNeighbours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void whoComesAndGoesIsToldToTheOthers();
    void clientsEverywhereAreCounted();
    void whoComesAndGoesElsewhereIsToldHere();
    void amongTheRecipientsAreThoseElsewhere();
    void aClientElsewhereCanBeWrittenTo();
    void anIdThatIsInUseElsewhereIsRefused();
    void whoProvesToBeTheClientElsewhereMovesSilently();
    void replaceTakesTheIdFromElsewhere();
    void aClientThatMovedAwayIsReplacedSilently();
    void aClientThatMovedAwayHasLeftThisServer();
    void whoLeftBeforeItMovedAwayHasComeBack();
    void oldNewsOfAClientThatIsHereIsNoNews();
    void aKickedClientsIdIsNotFreeWhileItIsInUseElsewhere();
    void aClientElsewhereCanBeClosed();
    void theOthersCanCloseAClientHere();
    void aStatusIsForThoseElsewhereToo();
};

void TestHubNeighbours::whoComesAndGoesIsToldToTheOthers()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey again = bench.reconnect("anna");
    bench.hub->disconnected(anna, {});
    bench.hub->disconnected(again, {});
    QCOMPARE(bench.neighbours.orders, (Orders { "joined anna", "left anna" }));
}

void TestHubNeighbours::clientsEverywhereAreCounted()
{
    HubBench bench;
    bench.neighbours.elsewhere = { "x", "y" };
    const SessionKey anna = bench.connect("anna");
    QCOMPARE(number(bench.welcome(anna), "clients"), 3);
    bench.hub->notifyAll();
    QCOMPARE(number(bench.heardOfType(anna, "notification").at(0), "clients"), 3);
    bench.connect("bert");
    QCOMPARE(number(bench.heardOfType(anna, "presence").at(0), "clients"), 4);
    QCOMPARE(bench.hub->count(), std::uint64_t { 2 });
}

void TestHubNeighbours::whoComesAndGoesElsewhereIsToldHere()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.neighbours.elsewhere = { "x" };
    Q_EMIT bench.neighbours.cameElsewhere("x");
    bench.neighbours.elsewhere = {};
    Q_EMIT bench.neighbours.wentElsewhere("x");
    QCOMPARE(told(bench, anna, "joined"), QStringList { QStringLiteral("x") });
    QCOMPARE(told(bench, anna, "left"), QStringList { QStringLiteral("x") });
    QCOMPARE(number(bench.heardOfType(anna, "presence").at(0), "clients"), 2);
}

void TestHubNeighbours::amongTheRecipientsAreThoseElsewhere()
{
    HubBench bench;
    bench.neighbours.elsewhere = { "x", "y" };
    const SessionKey anna = bench.connect("anna");
    bench.say(anna, "1");
    QCOMPARE(number(bench.heardOfType(anna, "ack").at(0), "recipients"), 2);
}

void TestHubNeighbours::aClientElsewhereCanBeWrittenTo()
{
    HubBench bench;
    bench.neighbours.elsewhere = { "x" };
    const SessionKey anna = bench.connect("anna");
    bench.say(anna, "1", "x");
    bench.say(anna, "1", "nobody");
    QCOMPARE(number(bench.heardOfType(anna, "ack").at(0), "recipients"), 1);
    QCOMPARE(text(bench.heardOfType(anna, "error").at(0), "code"),
             QStringLiteral("unknown_client"));
}

void TestHubNeighbours::anIdThatIsInUseElsewhereIsRefused()
{
    HubBench bench;
    bench.neighbours.elsewhere = { "x" };
    QVERIFY(bench.heard(bench.connect("x")).refused == CloseReason::ClientIdInUse);
    QCOMPARE(bench.neighbours.orders, Orders());
}

void TestHubNeighbours::whoProvesToBeTheClientElsewhereMovesSilently()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.neighbours.elsewhere = { "x" };
    const SessionKey moved = bench.reconnect("x");
    QCOMPARE(number(bench.welcome(moved), "clients"), 2);
    QCOMPARE(bench.neighbours.orders, (Orders { "joined anna", "taken over x" }));
    QCOMPARE(bench.heardOfType(anna, "presence").size(), std::size_t { 0 });
}

void TestHubNeighbours::replaceTakesTheIdFromElsewhere()
{
    HubBench bench(
        [](Settings& settings) { settings.duplicateClientId = DuplicateClientId::Replace; });
    bench.neighbours.elsewhere = { "x" };
    QVERIFY(bench.heard(bench.connect("x")).isClient);
    QCOMPARE(bench.neighbours.orders, Orders { "taken over x" });
}

void TestHubNeighbours::aClientThatMovedAwayIsReplacedSilently()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    bench.neighbours.orders.clear();
    bench.neighbours.elsewhere = { "bert" };
    QSignalSpy unlisted(bench.hub.get(), &ConnectionManager::unlisted);
    Q_EMIT bench.neighbours.ousted("bert");
    QVERIFY(bench.heard(bert).closed == CloseReason::Replaced);
    bench.hub->disconnected(bert, {});
    QCOMPARE(told(bench, anna, "left"), QStringList());
    QCOMPARE(bench.neighbours.orders, Orders());
    QCOMPARE(unlisted.count(), 1);
    QCOMPARE(bench.hub->countEverywhere(), std::uint64_t { 2 });
}

// A drain counts it until its session has ended: it is to hear that it was replaced.
void TestHubNeighbours::aClientThatMovedAwayHasLeftThisServer()
{
    HubBench bench;
    QSignalSpy gone(bench.hub.get(), &ConnectionManager::clientLeft);
    const SessionKey anna = bench.connect("anna");
    Q_EMIT bench.neighbours.ousted("anna");
    Q_EMIT bench.neighbours.ousted("anna");
    QCOMPARE(gone.count(), 0);
    bench.hub->disconnected(anna, {});
    QCOMPARE(gone.count(), 1);
}

void TestHubNeighbours::whoLeftBeforeItMovedAwayHasComeBack()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.hub->disconnected(bench.connect("bert"), {});
    bench.neighbours.elsewhere = { "bert" };
    Q_EMIT bench.neighbours.ousted("bert");
    const QString bert = QStringLiteral("bert");
    QCOMPARE(told(bench, anna, "joined"), (QStringList { bert, bert }));
    QCOMPARE(told(bench, anna, "left"), QStringList { bert });
}

void TestHubNeighbours::oldNewsOfAClientThatIsHereIsNoNews()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.neighbours.elsewhere = { "bert" };
    bench.reconnect("bert");
    Q_EMIT bench.neighbours.wentElsewhere("bert");
    Q_EMIT bench.neighbours.cameElsewhere("bert");
    QCOMPARE(bench.heardOfType(anna, "presence").size(), std::size_t { 0 });
}

void TestHubNeighbours::aKickedClientsIdIsNotFreeWhileItIsInUseElsewhere()
{
    HubBench bench;
    bench.connect("anna");
    bench.hub->closeClient("anna", CloseReason::Kicked);
    bench.neighbours.elsewhere = { "anna" };
    QVERIFY(bench.heard(bench.connect("anna")).refused == CloseReason::ClientIdInUse);
    QVERIFY(bench.hub->closeClient("anna", CloseReason::Kicked));
    QCOMPARE(bench.neighbours.orders, (Orders { "joined anna", "close anna kicked" }));
}

void TestHubNeighbours::aClientElsewhereCanBeClosed()
{
    HubBench bench;
    bench.neighbours.elsewhere = { "x" };
    QVERIFY(bench.hub->closeClient("x", CloseReason::Kicked));
    QVERIFY(!bench.hub->closeClient("nobody", CloseReason::Kicked));
    QCOMPARE(bench.neighbours.orders, Orders { "close x kicked" });
}

void TestHubNeighbours::theOthersCanCloseAClientHere()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    Q_EMIT bench.neighbours.closeAsked("anna", CloseReason::Kicked);
    QVERIFY(bench.heard(anna).closed == CloseReason::Kicked);
    bench.neighbours.orders.clear();
    bench.neighbours.elsewhere = { "x" };
    Q_EMIT bench.neighbours.closeAsked("x", CloseReason::Kicked);
    QCOMPARE(bench.neighbours.orders, Orders());
}

void TestHubNeighbours::aStatusIsForThoseElsewhereToo()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.hub->statusAsked(anna);
    QCOMPARE(bench.neighbours.orders.size(), std::size_t { 2 });
    Q_EMIT bench.neighbours.said({ R"({"type":"status"})", "as they say there" });
    QCOMPARE(bench.heardOfType(anna, "status").size(), std::size_t { 2 });
}

QTEST_GUILESS_MAIN(TestHubNeighbours)
#include "tst_hubneighbours.moc"
