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

// Enough that presence waits; that they came is told once.
std::vector<SessionKey> manyClients(HubBench& bench)
{
    bench.settings.presenceInterval = std::chrono::hours(1);
    std::vector<SessionKey> clients;
    for (int i = 0; i < 1002; ++i)
        clients.push_back(bench.connect("c" + std::to_string(i)));
    bench.settings.presenceInterval = {};
    clients.push_back(bench.connect("last"));
    return clients;
}

} // namespace

class TestConnectionManager : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void theWelcomeComesFirst();
    void assignedIdsAreUnique();
    void othersHearWhoCameAndWent();
    void presenceIsGatheredOverItsInterval();
    void presenceWaitsWhileAnEvictionClosesMany();
    void presenceThatWaitedIsToldWhenTheDrainIsCancelled();
    void broadcastsReachEveryoneButTheSender();
    void withMirrorTheSenderHearsItToo();
    void personalMessagesReachOne();
    void personalMessagesToNobody();
    void acksSayWhatIsLeft();
    void repeatedPublicationsAreAnsweredNotRepeated();
    void aStatusIsForEveryone();
    void notificationsAreNumbered();
    void textClientsReadText();
    void closingAClientIsAnOrder();
    void drainSlotsAreDealtOutOverTheLoops();
    void comingsAndGoingsAreTold();
};

void TestConnectionManager::theWelcomeComesFirst()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.say(anna, "1");
    const SessionKey bert = bench.connect("bert");
    const QJsonObject welcome = bench.welcome(bert);
    QCOMPARE(typeOf(welcome), QStringLiteral("welcome"));
    QCOMPARE(text(welcome, "client_id"), QStringLiteral("bert"));
    QCOMPARE(text(welcome, "epoch"), QStringLiteral("e-1"));
    QCOMPARE(text(welcome, "node"), QStringLiteral("n-1"));
    QCOMPARE(number(welcome, "offset"), 1);
    QCOMPARE(number(welcome, "clients"), 2);
    QCOMPARE(number(welcome, "replayed"), 0);
    QCOMPARE(welcome[QLatin1String("recovered")], QJsonValue(false));
    QCOMPARE(number(welcome, "ping_interval_ms"), 25000);
    QVERIFY(bench.tokens.verify(text(welcome, "session").toStdString()) == "bert");
    QCOMPARE(bench.heard(bert).messages.size(), std::size_t { 1 }); // nothing of its own arrival
}

void TestConnectionManager::assignedIdsAreUnique()
{
    HubBench bench;
    std::set<std::string> ids;
    for (int i = 0; i < 200; ++i)
        ids.insert(bench.idOf(bench.connect()));
    QCOMPARE(ids.size(), std::size_t { 200 });
    for (const std::string& id : ids)
        QVERIFY(id.starts_with("c-"));
}

void TestConnectionManager::othersHearWhoCameAndWent()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    bench.hub->disconnected(bert, {});
    const auto presence = bench.heardOfType(anna, "presence");
    QCOMPARE(presence.size(), std::size_t { 2 });
    QCOMPARE(idsIn(presence[0], "joined"), QStringList { QStringLiteral("bert") });
    QCOMPARE(number(presence[0], "clients"), 2);
    QCOMPARE(idsIn(presence[1], "left"), QStringList { QStringLiteral("bert") });
    QCOMPARE(number(presence[1], "clients"), 1);
}

void TestConnectionManager::presenceIsGatheredOverItsInterval()
{
    HubBench bench([](Settings& settings) { settings.presenceInterval = 30ms; });
    const SessionKey old = bench.connect("old");
    const SessionKey anna = bench.connect("anna");
    bench.connect("bert");
    bench.hub->disconnected(bench.connect("hasty"), {});
    QCOMPARE(bench.metrics.connectionsShortLived.Value(), 1.0);
    QCOMPARE(bench.heard(old).messages.size(), std::size_t { 1 });
    QTRY_COMPARE(bench.heard(old).messages.size(), std::size_t { 2 });
    const QJsonObject told = bench.heard(old).messages[1];
    QCOMPARE(idsIn(told, "joined"),
             (QStringList { QStringLiteral("anna"), QStringLiteral("bert") }));
    QCOMPARE(idsIn(told, "left"), QStringList());
    QCOMPARE(idsIn(bench.heard(anna).messages.at(1), "joined"),
             (QStringList { QStringLiteral("bert"), QStringLiteral("old") }));
    QCOMPARE(bench.shards[0].deliveries(), 1);
    bench.hub->disconnected(anna, {});
    QTRY_COMPARE(bench.heard(old).messages.size(), std::size_t { 3 });
    QCOMPARE(idsIn(bench.heard(old).messages[2], "left"), QStringList { QStringLiteral("anna") });
}

void TestConnectionManager::presenceWaitsWhileAnEvictionClosesMany()
{
    HubBench bench;
    const auto clients = manyClients(bench);
    const SessionKey anna = clients.back();
    const std::size_t before = bench.heardOfType(anna, "presence").size();
    bench.hub->evict(10s);
    bench.hub->disconnected(clients[0], {});
    bench.hub->disconnected(clients[1], {});
    QCOMPARE(bench.heardOfType(anna, "presence").size(), before);
    bench.hub->disconnected(clients[2], {});
    QCOMPARE(bench.heardOfType(anna, "presence").size(), before + 1);
    QCOMPARE(idsIn(bench.heardOfType(anna, "presence").back(), "left").size(), 3);
}

void TestConnectionManager::presenceThatWaitedIsToldWhenTheDrainIsCancelled()
{
    HubBench bench;
    const auto clients = manyClients(bench);
    const SessionKey anna = clients.back();
    bench.hub->evict(10s);
    bench.hub->disconnected(clients[0], {});
    bench.hub->stopEviction();
    const QJsonObject presence = bench.heardOfType(anna, "presence").back();
    QCOMPARE(idsIn(presence, "left"), QStringList { QStringLiteral("c0") });
    QCOMPARE(number(presence, "clients"), 1002);
}

void TestConnectionManager::broadcastsReachEveryoneButTheSender()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    const SessionKey carl = bench.connect("carl");
    bench.say(anna, R"({"n":1})", {}, "r");
    for (const SessionKey key : { bert, carl }) {
        const auto messages = bench.heardOfType(key, "message");
        QCOMPARE(messages.size(), std::size_t { 1 });
        QCOMPARE(text(messages[0], "from"), QStringLiteral("anna"));
        QCOMPARE(number(messages[0][QLatin1String("data")].toObject(), "n"), 1);
        QCOMPARE(number(messages[0], "offset"), 1);
    }
    QCOMPARE(bench.heardOfType(anna, "message").size(), std::size_t { 0 });
    const auto acks = bench.heardOfType(anna, "ack");
    QCOMPARE(acks.size(), std::size_t { 1 });
    QCOMPARE(text(acks[0], "ref"), QStringLiteral("r"));
    QCOMPARE(number(acks[0], "recipients"), 2);
    QCOMPARE(bench.heard(anna).settled, 1);
}

void TestConnectionManager::withMirrorTheSenderHearsItToo()
{
    HubBench bench([](Settings& settings) { settings.mirror = true; });
    const SessionKey anna = bench.connect("anna");
    bench.connect("bert");
    bench.say(anna, "1");
    QCOMPARE(bench.heardOfType(anna, "message").size(), std::size_t { 1 });
    QCOMPARE(number(bench.heardOfType(anna, "ack").at(0), "recipients"), 2);
}

void TestConnectionManager::personalMessagesReachOne()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    const SessionKey carl = bench.connect("carl");
    bench.say(anna, "1", "bert");
    QCOMPARE(text(bench.heardOfType(bert, "personal").at(0), "to"), QStringLiteral("bert"));
    QCOMPARE(bench.heardOfType(carl, "personal").size(), std::size_t { 0 });
    QCOMPARE(bench.heardOfType(anna, "personal").size(), std::size_t { 0 });
    QCOMPARE(number(bench.heardOfType(anna, "ack").at(0), "recipients"), 1);
    bench.say(anna, "1", "anna"); // to oneself
    QCOMPARE(bench.heardOfType(anna, "personal").size(), std::size_t { 1 });
}

void TestConnectionManager::personalMessagesToNobody()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.say(anna, "1", "nobody", "r");
    const QJsonObject error = bench.heardOfType(anna, "error").at(0);
    QCOMPARE(text(error, "code"), QStringLiteral("unknown_client"));
    QCOMPARE(text(error, "ref"), QStringLiteral("r"));
    QCOMPARE(bench.heard(anna).settled, 1);
    QCOMPARE(bench.backplane.head(), std::uint64_t { 0 });
    QCOMPARE(bench.publish({ "", "nobody", "1", "" }).outcome, PublishOutcome::UnknownClient);
}

void TestConnectionManager::acksSayWhatIsLeft()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.say(anna, "1", {}, "a", 59);
    bench.say(anna, "2", {}, "b", 0);
    bench.say(anna, "3", {}, "c", -1);
    const auto acks = bench.heardOfType(anna, "ack");
    QCOMPARE(number(acks.at(0), "remaining"), 59);
    QCOMPARE(number(acks.at(1), "remaining"), 0);
    QVERIFY(acks.at(2)[QLatin1String("remaining")].isNull());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(number(acks[static_cast<std::size_t>(i)], "offset"), i + 1);
        QCOMPARE(text(acks[static_cast<std::size_t>(i)], "epoch"), QStringLiteral("e-1"));
    }
}

void TestConnectionManager::repeatedPublicationsAreAnsweredNotRepeated()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const PublishResult first = bench.publish({ "", "", "1", "key" });
    QCOMPARE(first.outcome, PublishOutcome::Accepted);
    QCOMPARE(first.recipients, std::uint64_t { 1 });
    const PublishResult again = bench.publish({ "", "", "1", "key" });
    QCOMPARE(again.outcome, PublishOutcome::Accepted);
    QCOMPARE(again.id, first.id);
    QCOMPARE(again.offset, first.offset);
    QCOMPARE(bench.publish({ "", "", "2", "key" }).outcome, PublishOutcome::KeyReused);
    const auto messages = bench.heardOfType(anna, "message");
    QCOMPARE(messages.size(), std::size_t { 1 });
    QVERIFY(messages[0][QLatin1String("from")].isNull());
}

void TestConnectionManager::aStatusIsForEveryone()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    bench.hub->statusAsked(anna);
    QCOMPARE(number(bench.heardOfType(anna, "status").at(0), "clients"), 2);
    QCOMPARE(bench.heardOfType(bert, "status").size(), std::size_t { 1 });
    QCOMPARE(bench.heard(anna).settled, 1);
    QCOMPARE(bench.heard(bert).settled, 0);
}

void TestConnectionManager::notificationsAreNumbered()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.hub->notifyAll();
    bench.hub->notifyAll();
    const auto notifications = bench.heardOfType(anna, "notification");
    QCOMPARE(notifications.size(), std::size_t { 2 });
    QCOMPARE(text(notifications[1], "message"),
             QStringLiteral("[System] Periodic notification #2 – Active clients: 1"));
}

void TestConnectionManager::textClientsReadText()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.say(anna, R"("before")");
    Arrival reader = bench.arrival("reader");
    reader.textFormat = true;
    reader.resumeAfter = { "e-1", 0 };
    const SessionKey key = bench.connect(reader);
    bench.say(anna, R"("hi")", "reader");
    bench.say(key, "1");
    const auto& texts = bench.heard(key).texts;
    QCOMPARE(texts.at(1), std::string("before"));
    QCOMPARE(texts.at(2), std::string("hi"));
    QVERIFY(texts.at(0).find("reader") != std::string::npos && texts.at(0).front() != '{');
}

void TestConnectionManager::closingAClientIsAnOrder()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    QVERIFY(!bench.hub->closeClient("nobody", CloseReason::Kicked));
    QVERIFY(bench.hub->closeClient("anna", CloseReason::Kicked));
    QVERIFY(bench.heard(anna).closed == CloseReason::Kicked);
    QCOMPARE(bench.hub->count(), std::uint64_t { 1 }); // until its loop says that it is gone
}

void TestConnectionManager::drainSlotsAreDealtOutOverTheLoops()
{
    HubBench bench;
    for (int i = 0; i < 5; ++i)
        bench.connect(); // loop 0 gets three of them, loop 1 two
    bench.hub->announceDrain({ "Draining", "api", {}, 10s, 5s, 0, 0 });
    for (const RecordingShard& shard : bench.shards) {
        QCOMPARE(shard.notices().size(), std::size_t { 1 });
        QCOMPARE(shard.notices()[0].totalSlots, std::uint64_t { 5 });
        QCOMPARE(shard.notices()[0].slotWindow, 5s);
    }
    QCOMPARE(bench.shards[0].notices()[0].firstSlot, std::uint64_t { 0 });
    QCOMPARE(bench.shards[1].notices()[0].firstSlot, std::uint64_t { 3 });
}

void TestConnectionManager::comingsAndGoingsAreTold()
{
    HubBench bench;
    std::vector<std::string> facts;
    connect(bench.hub.get(), &ConnectionManager::clientJoined, this,
            [&] { facts.emplace_back("joined"); });
    connect(bench.hub.get(), &ConnectionManager::clientLeft, this,
            [&](const Departure& departure) { facts.push_back("left " + departure.reason); });
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    bench.reconnect("bert"); // is the same client
    bench.hub->disconnected(bert, {});
    Departure departure;
    departure.reason = "bye";
    bench.hub->disconnected(anna, departure);
    QCOMPARE(facts, (std::vector<std::string> { "joined", "joined", "left bye" }));
    QCOMPARE(bench.vitals.clients.load(), std::uint64_t { 1 });
    QCOMPARE(bench.metrics.connections.Value(), 1.0);
    QCOMPARE(bench.metrics.connectionsAccepted.Value(), 3.0);
}

QTEST_GUILESS_MAIN(TestConnectionManager)
#include "tst_connectionmanager.moc"
