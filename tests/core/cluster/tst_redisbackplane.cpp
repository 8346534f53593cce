// The order of a fleet: nodes of this process on a real Redis.
#include "core/cluster/redisbackplane.h"

#include "tests/core/cluster/redisnode.h"
#include <QRandomGenerator>
#include <numeric>

using namespace sluice;
using namespace std::chrono_literals;
using support::RedisProcess;
using Outcome = Backplane::Outcome;

class TestRedisBackplane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nodesAgreeOnEpochAndSessionKey();
    void aMessageKeepsWhatItsDraftSaid();
    void everyNodeDeliversInOneOrder();
    void manyGoInOneRequest();
    void aRepeatedRequestIsNotRepeatedOnAnyNode();
    void aNewcomerKnowsThePast();
    void aLongPastIsLoadedInPages();
    void whatIsSaidBeforeAnybodyListensIsPartOfThePast();
    void whoIsNotLetInSaysSo_data();
    void whoIsNotLetInSaysSo();
};

void TestRedisBackplane::nodesAgreeOnEpochAndSessionKey()
{
    const RedisProcess redis;
    Node first(redis);
    Node second(redis);
    QVERIFY(first.opens() && second.opens());
    QVERIFY(!first.backplane.epoch().empty());
    QCOMPARE(first.backplane.epoch(), second.backplane.epoch());
    QCOMPARE(first.backplane.sessionKey().size(), std::size_t { 64 });
    QCOMPARE(first.backplane.sessionKey(), second.backplane.sessionKey());
    auto options = optionsFor(redis);
    options.prefix = "other";
    Node stranger(options);
    QVERIFY(stranger.opens());
    QVERIFY(stranger.backplane.epoch() != first.backplane.epoch());
}

void TestRedisBackplane::aMessageKeepsWhatItsDraftSaid()
{
    const RedisProcess redis;
    Node here(redis);
    Node there(redis);
    QVERIFY(here.opens() && there.opens());
    std::string octets = "\"\xD1\x96 \\u0000 ";
    octets += std::string("\0\r\n$5", 5) + '"';
    const auto before = std::chrono::system_clock::now() - 1ms; // which is how it is kept
    std::optional<Backplane::Result> result;
    here.backplane.append({ "anna", "bert", octets, "", 3 },
                          [&](const Backplane::Result& given) { result = given; });
    QTRY_VERIFY_WITH_TIMEOUT(result, soon);
    QCOMPARE(result->outcome, Outcome::Appended);
    QVERIFY(there.has(1));
    for (const SharedMessage& message : { result->message, there.delivered.front() }) {
        QCOMPARE(message->id, here.backplane.epoch() + "-1");
        QCOMPARE(message->offset, std::uint64_t { 1 });
        QCOMPARE(message->from, std::string("anna"));
        QCOMPARE(message->to, std::string("bert"));
        QVERIFY(message->data == octets);
        QCOMPARE(message->recipients, std::uint64_t { 3 });
        QVERIFY(message->time >= before && message->time <= std::chrono::system_clock::now());
    }
}

void TestRedisBackplane::everyNodeDeliversInOneOrder()
{
    const RedisProcess redis;
    std::vector<std::unique_ptr<Node>> nodes;
    for (int i = 0; i < 3; ++i)
        nodes.push_back(std::make_unique<Node>(redis));
    for (const auto& node : nodes)
        QVERIFY(node->opens());
    constexpr std::size_t count = 1500;
    auto* random = QRandomGenerator::global();
    for (std::size_t i = 0; i < count; ++i) {
        nodes[static_cast<std::size_t>(random->bounded(3))]->say(std::to_string(i));
        if (random->bounded(20) == 0)
            QTest::qWait(1);
    }
    for (const auto& node : nodes) {
        QVERIFY(node->has(count) && node->isAnswered());
        QCOMPARE(node->offsets, upTo(count));
        QVERIFY(node->words() == nodes.front()->words());
        QVERIFY(node->deliveredFirst);
        QCOMPARE(node->acknowledged.size(), node->said);
        QCOMPARE(node->backplane.head(), std::uint64_t { count });
    }
}

// The more is said the more goes together: far fewer requests than messages.
void TestRedisBackplane::manyGoInOneRequest()
{
    const RedisProcess redis;
    Node node(redis);
    QVERIFY(node.opens());
    Operator person(redis);
    person.does({ "CONFIG", "RESETSTAT" });
    std::vector<std::size_t> placed;
    std::vector<std::size_t> brought;
    QObject::connect(&node.backplane, &Backplane::placedTogether, &node.backplane,
                     [&](std::size_t messages) { placed.push_back(messages); });
    QObject::connect(&node.backplane, &Backplane::readTogether, &node.backplane,
                     [&](std::size_t messages) { brought.push_back(messages); });
    constexpr std::size_t count = 2560;
    for (std::size_t i = 0; i < count; ++i)
        node.say(std::to_string(i));
    QVERIFY(node.isAnswered());
    const std::string statistics = person.does({ "INFO", "commandstats" }).text;
    const auto calls = [&](const std::string& command) {
        const auto at = statistics.find("cmdstat_" + command + ":calls=");
        return at == std::string::npos ? 0
                                       : std::atoi(statistics.c_str() + at + command.size() + 15);
    };
    QVERIFY2(calls("evalsha") + calls("eval") <= 20, statistics.c_str());
    QVERIFY2(calls("xread") <= 60, statistics.c_str());
    // What it tells of it is what was; the first request found no script there.
    QCOMPARE(static_cast<int>(placed.size()) + 1, calls("evalsha") + calls("eval"));
    QVERIFY(static_cast<int>(brought.size()) <= calls("xread"));
    for (const auto& batches : { placed, brought })
        QCOMPARE(std::accumulate(batches.begin(), batches.end(), std::size_t { 0 }), count);
}

void TestRedisBackplane::aRepeatedRequestIsNotRepeatedOnAnyNode()
{
    const RedisProcess redis;
    Node here(redis);
    Node there(redis);
    QVERIFY(here.opens() && there.opens());
    // At the same moment: only Redis can tell which was first.
    for (Node* node : { &here, &there })
        node->say("1", "key");
    QVERIFY(here.isAnswered() && there.isAnswered());
    const std::set<Outcome> both { here.outcomes[0], there.outcomes[0] };
    QVERIFY((both == std::set<Outcome> { Outcome::Appended, Outcome::Repeated }));
    for (Node* node : { &here, &there }) {
        QCOMPARE(node->answers[0].message->offset, std::uint64_t { 1 });
        QCOMPARE(node->answers[0].message->id, here.backplane.epoch() + "-1");
        QCOMPARE(node->answers[0].message->recipients, std::uint64_t { 7 });
        QVERIFY(node->backplane.remembers("key"));
        node->say("2", "key");
        node->say("1", "key", "bert");
        QVERIFY(node->isAnswered());
        QCOMPARE(node->outcomes[1], Outcome::KeyReused);
        QCOMPARE(node->outcomes[2], Outcome::KeyReused);
    }
    // One that has not read it yet, or had too much else to remember.
    Operator person(redis);
    Node late(redis);
    QVERIFY(late.opens());
    QVERIFY(late.backplane.remembers("key"));
    late.say("1", "key");
    QVERIFY(late.isAnswered());
    QCOMPARE(late.outcomes.front(), Outcome::Repeated);
    QCOMPARE(here.delivered.size(), std::size_t { 1 });
}

void TestRedisBackplane::aNewcomerKnowsThePast()
{
    const RedisProcess redis;
    Node here(redis);
    QVERIFY(here.opens());
    for (int i = 0; i < 10; ++i)
        here.say(std::to_string(i));
    QVERIFY(here.isAnswered());
    auto options = optionsFor(redis);
    options.historySize = 4;
    Node late(options);
    QVERIFY(late.opens());
    QCOMPARE(late.backplane.head(), std::uint64_t { 10 });
    const auto past = late.backplane.past();
    QCOMPARE(past.size(), std::size_t { 4 });
    QCOMPARE(past.front()->data, std::string("6"));
    QCOMPARE(past.back()->offset, std::uint64_t { 10 });
    QVERIFY(late.delivered.empty());
    here.say("next");
    QVERIFY(late.has(1));
    QCOMPARE(late.delivered.front()->offset, std::uint64_t { 11 });
}

void TestRedisBackplane::aLongPastIsLoadedInPages()
{
    const RedisProcess redis;
    Node here(redis);
    QVERIFY(here.opens());
    constexpr std::size_t count = 700;
    for (std::size_t i = 0; i < count; ++i)
        here.say(std::to_string(i));
    QVERIFY(here.isAnswered());
    Node late(redis);
    QVERIFY(late.opens());
    const auto past = late.backplane.past();
    QCOMPARE(past.size(), count);
    for (std::size_t i = 0; i < count; ++i)
        QCOMPARE(past[i]->offset, std::uint64_t { i + 1 });
}

// A server's loops and stations are made meanwhile, and its fleet does not wait for them.
void TestRedisBackplane::whatIsSaidBeforeAnybodyListensIsPartOfThePast()
{
    const RedisProcess redis;
    Node here(redis);
    QVERIFY(here.opens());
    here.say("1");
    QVERIFY(here.isAnswered());
    RedisBackplane late(optionsFor(redis));
    bool isOpen = false;
    late.open([&](const std::optional<std::string>& why) { isOpen = !why; });
    QTRY_VERIFY_WITH_TIMEOUT(isOpen, soon);
    for (int i = 2; i <= 5; ++i)
        here.say(std::to_string(i));
    QTRY_COMPARE_WITH_TIMEOUT(late.head(), std::uint64_t { 5 }, soon);
    std::vector<std::uint64_t> heard;
    for (const SharedMessage& message : late.past())
        heard.push_back(message->offset);
    connect(&late, &Backplane::delivered, this,
            [&](const SharedMessage& message) { heard.push_back(message->offset); });
    here.say("6");
    QTRY_COMPARE_WITH_TIMEOUT(heard, upTo(6), soon);
    QCOMPARE(late.past().size(), std::size_t { 5 });
}

void TestRedisBackplane::whoIsNotLetInSaysSo_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<bool>("running");
    QTest::addColumn<QString>("says");
    QTest::newRow("a wrong password") << ":wrong@" << true << "Correct user and password";
    QTest::newRow("nobody there") << "" << false << "cannot be reached";
}

void TestRedisBackplane::whoIsNotLetInSaysSo()
{
    QFETCH(QString, identity);
    QFETCH(bool, running);
    QFETCH(QString, says);
    RedisProcess redis({ QStringLiteral("--requirepass"), QStringLiteral("right") });
    if (!running)
        redis.kill();
    auto options = optionsFor(redis);
    options.place = redis.place(identity.toStdString());
    options.startPatience = running ? 3600s : 1s; // a wrong password is said at once
    Node node(options);
    QVERIFY(!node.opens());
    QVERIFY(node.opened);
    QVERIFY2(node.whyNot->find(says.toStdString()) != std::string::npos, node.whyNot->c_str());
}

SLUICE_EPOLL_MAIN(TestRedisBackplane)
#include "tst_redisbackplane.moc"
