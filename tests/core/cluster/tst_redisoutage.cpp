// The order of a fleet while Redis is stopped, cut off, emptied and replaced under its nodes.
#include "core/cluster/redisbackplane.h"

#include "tests/core/cluster/redisnode.h"
#include "tests/support/loglines.h"

using namespace sluice;
using namespace std::chrono_literals;
using support::RedisProcess;
using Outcome = Backplane::Outcome;

class TestRedisOutage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whileRedisStandsStillNothingIsTaken();
    void aLostConnectionLosesNothing();
    void aFewWaitForRedis();
    void anEmptiedRedisBeginsAnew();
    void aRestartedRedisBeginsAnew();
    void aRepetitionOfWhatWasLostIsNotAvailable();
    void aRestartedRedisWithAFileGoesOn();
    void aShortenedStreamIsAGap();
    void aRedisThatForgotTheLastMessagesBeginsAnew();

private:
    static void everythingIsThereOnce(Node& here, Node& there, std::size_t number);
};

void TestRedisOutage::whileRedisStandsStillNothingIsTaken()
{
    RedisProcess redis;
    auto options = optionsFor(redis);
    options.place.patience = 500ms;
    Node here(options);
    Node there(options);
    QVERIFY(here.opens() && there.opens());
    here.say("before");
    QVERIFY(here.isAnswered());
    support::LogLines log;
    redis.stand();
    for (int i = 0; i < 20; ++i)
        here.say("under way " + std::to_string(i));
    QVERIFY(here.isUp(false) && there.isUp(false));
    const auto lines = log.take();
    QCOMPARE(lines.size(), std::size_t { 2 }); // one a node, which says what is wrong
    QVERIFY2(lines.front().find("does not answer") != std::string::npos, lines.front().c_str());
    here.say("refused at once");
    QVERIFY(here.isAnswered());
    for (std::size_t i = 1; i < here.outcomes.size(); ++i)
        QCOMPARE(here.outcomes[i], Outcome::NotAvailable);
    // What was in Redis' ears when it stood still was refused here: it is not done any more.
    redis.goOn();
    QVERIFY(here.isUp() && there.isUp());
    here.say("after");
    QVERIFY(here.isAnswered() && there.has(2));
    const std::vector<std::string> both { "before", "after" };
    QCOMPARE(there.words(), both);
    QCOMPARE(here.words(), both);
    QCOMPARE(here.offsets, upTo(2));
    QCOMPARE(here.restarts, 0);
}

// All that was said is acknowledged, and both have heard it in one order.
void TestRedisOutage::everythingIsThereOnce(Node& here, Node& there, std::size_t number)
{
    QVERIFY(here.isAnswered() && there.isAnswered());
    QVERIFY(here.has(number) && there.has(number));
    QCOMPARE(here.offsets, upTo(number));
    QVERIFY(here.words() == there.words());
    const auto words = here.words();
    QCOMPARE(std::set<std::string>(words.begin(), words.end()).size(), number);
    QCOMPARE(here.acknowledged.size() + there.acknowledged.size(), number);
    QCOMPARE(here.restarts + there.restarts, 0);
}

// Connections break again and again under load: each message that was acknowledged is there once.
void TestRedisOutage::aLostConnectionLosesNothing()
{
    const RedisProcess redis;
    auto options = optionsFor(redis);
    options.outageQueue = 100000;
    Node here(options);
    Node there(options);
    QVERIFY(here.opens() && there.opens());
    Operator person(redis);
    std::size_t number = 0;
    for (int round = 0; round < 8; ++round) {
        for (int i = 0; i < 300; ++i) {
            (i % 2 == 0 ? here : there).say(std::to_string(number++));
            if (i % 50 == 0)
                QTest::qWait(1);
        }
        person.does({ "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes" });
        QVERIFY(here.hasBeenUp(round + 2) && there.hasBeenUp(round + 2));
    }
    everythingIsThereOnce(here, there, number);
}

void TestRedisOutage::aFewWaitForRedis()
{
    RedisProcess redis;
    auto options = optionsFor(redis);
    options.place.patience = 500ms;
    options.outageQueue = 3;
    Node node(options);
    QVERIFY(node.opens());
    redis.stand();
    QVERIFY(node.isUp(false));
    for (int i = 0; i < 5; ++i)
        node.say(std::to_string(i));
    const std::vector<Outcome> refused { Outcome::NotAvailable, Outcome::NotAvailable };
    QCOMPARE(node.outcomes, refused); // the last two, at once
    redis.goOn();
    QVERIFY(node.isAnswered());
    const std::vector<std::string> first { "0", "1", "2" };
    QCOMPARE(node.words(), first);
}

void TestRedisOutage::anEmptiedRedisBeginsAnew()
{
    const RedisProcess redis;
    Node here(redis);
    Node there(redis);
    QVERIFY(here.opens() && there.opens());
    const std::string epoch = here.backplane.epoch();
    for (int i = 0; i < 5; ++i)
        here.say("old");
    QVERIFY(here.isAnswered() && there.has(5));
    Operator(redis).does({ "FLUSHALL" });
    here.say("new");
    QVERIFY(here.isAnswered());
    QCOMPARE(here.outcomes.back(), Outcome::Appended);
    QVERIFY(there.has(6));
    for (Node* node : { &here, &there }) {
        QCOMPARE(node->restarts, 1);
        QVERIFY(node->backplane.epoch() != epoch);
        QCOMPARE(node->delivered.back()->offset, std::uint64_t { 1 });
        QCOMPARE(node->backplane.head(), std::uint64_t { 1 });
    }
    QCOMPARE(here.backplane.epoch(), there.backplane.epoch());
    // Who joins the fleet now gets the key that its sessions are signed with.
    Node late(redis);
    QVERIFY(late.opens());
    QCOMPARE(late.backplane.sessionKey(), here.backplane.sessionKey());
}

void TestRedisOutage::aRestartedRedisBeginsAnew()
{
    RedisProcess redis;
    Node here(redis);
    Node there(redis);
    QVERIFY(here.opens() && there.opens());
    here.say("old");
    QVERIFY(here.isAnswered() && there.has(1));
    redis.kill();
    QVERIFY(here.isUp(false) && there.isUp(false));
    redis.start();
    QVERIFY(here.isUp() && there.isUp());
    there.say("new");
    QVERIFY(there.isAnswered() && here.has(2));
    QCOMPARE(here.backplane.epoch(), there.backplane.epoch());
    QCOMPARE(here.restarts + there.restarts, 2);
    QCOMPARE(here.words(), there.words());
}

// Another node had said it, and nobody here had heard it when it was lost.
void TestRedisOutage::aRepetitionOfWhatWasLostIsNotAvailable()
{
    const RedisProcess redis;
    Node node(redis);
    QVERIFY(node.opens());
    Operator person(redis);
    person.does({ "EVAL",
                  "return redis.call('HSET', KEYS[1], 'words', redis.sha1hex('\\nwords'), 'by', "
                  "'another:1', 'offset', '7', 'recipients', '1', 'time', '0')",
                  "1", node.backplane.names().key("key") });
    bool asked = false;
    QObject::connect(&node.backplane, &Backplane::placedTogether, &node.backplane,
                     [&] { asked = true; });
    node.say("words", "key");
    QTRY_VERIFY_WITH_TIMEOUT(asked, soon);
    QVERIFY(node.outcomes.empty());
    person.does({ "FLUSHALL" });
    QVERIFY(node.isAnswered());
    QCOMPARE(node.outcomes.front(), Outcome::NotAvailable);
    node.say("words", "key");
    QVERIFY(node.isAnswered());
    QCOMPARE(node.outcomes.back(), Outcome::Appended);
}

// Killed under load, again and again: what was acknowledged is there once, in one order.
void TestRedisOutage::aRestartedRedisWithAFileGoesOn()
{
    RedisProcess redis({ QStringLiteral("--appendonly"), QStringLiteral("yes"),
                         QStringLiteral("--appendfsync"), QStringLiteral("always") });
    auto options = optionsFor(redis);
    options.outageQueue = 100000;
    Node here(options);
    Node there(options);
    QVERIFY(here.opens() && there.opens());
    std::size_t number = 0;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 200; ++i) {
            (i % 2 == 0 ? here : there).say(std::to_string(number++));
            if (i % 20 == 0)
                QTest::qWait(1);
        }
        redis.kill();
        redis.start();
        QVERIFY(here.hasBeenUp(round + 2) && there.hasBeenUp(round + 2));
    }
    everythingIsThereOnce(here, there, number);
}

void TestRedisOutage::aShortenedStreamIsAGap()
{
    const RedisProcess redis;
    Node here(redis);
    QVERIFY(here.opens());
    Operator person(redis);
    for (int i = 0; i < 3; ++i)
        here.say(std::to_string(i));
    QVERIFY(here.isAnswered());
    // As if others had said more than the stream keeps while this node was cut off.
    const std::string stream = "sluice:stream:" + here.backplane.epoch();
    person.does({ "MULTI" });
    for (int offset = 4; offset <= 9; ++offset)
        person.does({ "XADD", stream, std::to_string(offset) + "-0", "b", "x:1", "d", "1" });
    person.does({ "HSET", "sluice:order", "head", "9" });
    person.does({ "XTRIM", stream, "MAXLEN", "2" });
    person.does({ "EXEC" });
    QVERIFY(here.has(5));
    QCOMPARE(here.gaps.size(), std::size_t { 1 });
    QCOMPARE(here.gaps.front(), std::pair(std::uint64_t { 4 }, std::uint64_t { 7 }));
    here.say("next");
    QVERIFY(here.isAnswered());
    QCOMPARE(here.answers.back().message->offset, std::uint64_t { 10 });
    // All of it gone, with nothing to read at all.
    person.does({ "MULTI" });
    person.does({ "HSET", "sluice:order", "head", "12" });
    person.does({ "DEL", stream });
    person.does({ "EXEC" });
    QTRY_COMPARE_WITH_TIMEOUT(here.gaps.size(), std::size_t { 2 }, soon);
    QCOMPARE(here.gaps.back(), std::pair(std::uint64_t { 11 }, std::uint64_t { 12 }));
}

// As after a crash of a Redis that writes its file every second, or a fail-over to a replica.
void TestRedisOutage::aRedisThatForgotTheLastMessagesBeginsAnew()
{
    const RedisProcess redis;
    Node here(redis);
    QVERIFY(here.opens());
    const std::string epoch = here.backplane.epoch();
    const std::string stream = "sluice:stream:" + epoch;
    for (int i = 0; i < 3; ++i)
        here.say(std::to_string(i));
    QVERIFY(here.isAnswered());
    Operator person(redis);
    // Another's message stands where ours stood, and more behind it: the head alone shows nothing.
    person.does({ "MULTI" });
    person.does({ "DEL", stream });
    for (int offset = 1; offset <= 4; ++offset)
        person.does({ "XADD", stream, std::to_string(offset) + "-0", "b", "x:1", "d", "1" });
    person.does({ "HSET", "sluice:order", "head", "4" });
    person.does({ "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes" });
    person.does({ "EXEC" });
    QTRY_COMPARE_WITH_TIMEOUT(here.restarts, 1, soon);
    QVERIFY(here.backplane.epoch() != epoch);
    here.say("new");
    QVERIFY(here.isAnswered());
    QCOMPARE(here.answers.back().message->offset, std::uint64_t { 1 });
}

SLUICE_EPOLL_MAIN(TestRedisOutage)
#include "tst_redisoutage.moc"
