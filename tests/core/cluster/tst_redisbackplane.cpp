// The order of a fleet: nodes of this process on a real Redis, which is stopped, cut off, emptied
// and replaced under them.
#include "core/cluster/redisbackplane.h"

#include "tests/support/epollmain.h"
#include "tests/support/redisprocess.h"
#include <QRandomGenerator>
#include <memory>
#include <optional>
#include <set>

using namespace sluice;
using namespace std::chrono_literals;
using support::RedisProcess;
using Outcome = Backplane::Outcome;

namespace {

constexpr int soon = 30000; // milliseconds, on a slow machine

RedisBackplane::Options optionsFor(const RedisProcess& redis)
{
    RedisBackplane::Options options;
    options.place = redis.place();
    return options;
}

// A backplane as a node has it, and all that it says.
struct Node {
    explicit Node(const RedisBackplane::Options& options) : backplane(options)
    {
        QObject::connect(&backplane, &Backplane::delivered, &backplane,
                         [this](const SharedMessage& message) {
                             delivered.push_back(message);
                             offsets.push_back(message->offset);
                         });
        QObject::connect(&backplane, &Backplane::upChanged, &backplane,
                         [this](bool up) { ups += up; });
        QObject::connect(&backplane, &Backplane::restarted, &backplane, [this] { ++restarts; });
        QObject::connect(
            &backplane, &Backplane::trimmed, &backplane,
            [this](std::uint64_t from, std::uint64_t to) { gaps.emplace_back(from, to); });
        backplane.open([this](std::optional<std::string> why) {
            opened = true;
            whyNot = std::move(why);
        });
    }
    explicit Node(const RedisProcess& redis) : Node(optionsFor(redis)) { }
    bool opens()
    {
        return QTest::qWaitFor([this] { return opened; }, soon) && !whyNot;
    }
    bool isUp(bool up = true)
    {
        return QTest::qWaitFor([&] { return backplane.isUp() == up; }, soon);
    }
    // So many times, the first one included.
    bool hasBeenUp(int times)
    {
        return QTest::qWaitFor([&] { return ups >= times && backplane.isUp(); }, soon);
    }
    // Counts in `outcomes` when it is answered.
    void say(const std::string& data, const std::string& key = {}, const std::string& to = {})
    {
        ++said;
        backplane.append({ "", to, data, key, 7 }, [this, data](const Backplane::Result& result) {
            outcomes.push_back(result.outcome);
            answers.push_back(result);
            if (result.outcome == Outcome::Appended) {
                acknowledged.insert(data);
                deliveredFirst
                    = deliveredFirst && !delivered.empty() && delivered.back() == result.message;
            }
        });
    }
    bool isAnswered()
    {
        return QTest::qWaitFor([this] { return outcomes.size() == said; }, soon);
    }
    bool has(std::size_t count)
    {
        return QTest::qWaitFor([&] { return delivered.size() >= count; }, soon);
    }
    std::vector<std::string> words() const
    {
        std::vector<std::string> all;
        for (const SharedMessage& message : delivered)
            all.push_back(message->data);
        return all;
    }

    RedisBackplane backplane;
    bool opened = false;
    std::optional<std::string> whyNot;
    std::vector<SharedMessage> delivered;
    std::vector<std::uint64_t> offsets;
    std::size_t said = 0;
    std::vector<Outcome> outcomes;
    std::vector<Backplane::Result> answers;
    std::set<std::string> acknowledged;
    bool deliveredFirst = true;
    int restarts = 0;
    int ups = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps;
};

std::vector<std::uint64_t> upTo(std::uint64_t last)
{
    std::vector<std::uint64_t> all;
    for (std::uint64_t offset = 1; offset <= last; ++offset)
        all.push_back(offset);
    return all;
}

// A link beside the nodes', for whoever meddles with Redis.
struct Operator {
    explicit Operator(const RedisProcess& redis) : link(redis.place())
    {
        link.open();
        if (!QTest::qWaitFor([this] { return link.isUp(); }, soon))
            qFatal("Redis is not there");
    }
    RedisReply does(const RedisLink::Words& words)
    {
        std::optional<RedisReply> got;
        link.ask(words, [&](const RedisReply* reply) { got = reply ? *reply : RedisReply(); });
        if (!QTest::qWaitFor([&] { return got.has_value(); }, soon))
            qFatal("no answer");
        return *got;
    }
    RedisLink link;
};

} // namespace

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
    void whoIsNotLetInSaysSo_data();
    void whoIsNotLetInSaysSo();
    void whileRedisStandsStillNothingIsTaken();
    void aLostConnectionLosesNothing();
    void aFewWaitForRedis();
    void anEmptiedRedisBeginsAnew();
    void aRestartedRedisBeginsAnew();
    void aRestartedRedisWithAFileGoesOn();
    void aShortenedStreamIsAGap();
    void aRedisThatForgotTheLastMessagesBeginsAnew();
    void whatRedisRefusesIsNotAvailable();
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
    for (int i = 0; i < 2560; ++i)
        node.say(std::to_string(i));
    QVERIFY(node.isAnswered());
    const std::string statistics = person.does({ "INFO", "commandstats" }).text;
    const auto calls = [&](const std::string& command) {
        const auto at = statistics.find("cmdstat_" + command + ":calls=");
        return at == std::string::npos ? 0
                                       : std::atoi(statistics.c_str() + at + command.size() + 15);
    };
    QVERIFY2(calls("evalsha") + calls("eval") <= 12, statistics.c_str());
    QVERIFY2(calls("xread") <= 60, statistics.c_str());
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

void TestRedisBackplane::whileRedisStandsStillNothingIsTaken()
{
    RedisProcess redis;
    auto options = optionsFor(redis);
    options.place.patience = 500ms;
    Node here(options);
    Node there(options);
    QVERIFY(here.opens() && there.opens());
    here.say("before");
    QVERIFY(here.isAnswered());
    redis.stand();
    for (int i = 0; i < 20; ++i)
        here.say("under way " + std::to_string(i));
    QVERIFY(here.isUp(false) && there.isUp(false));
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

// Connections break again and again under load: each message that was acknowledged is there once.
void TestRedisBackplane::aLostConnectionLosesNothing()
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
    QVERIFY(here.isAnswered() && there.isAnswered());
    QVERIFY(here.has(number) && there.has(number));
    QCOMPARE(here.offsets, upTo(number));
    QVERIFY(here.words() == there.words());
    const auto words = here.words();
    QCOMPARE(std::set<std::string>(words.begin(), words.end()).size(), number);
    QCOMPARE(here.acknowledged.size() + there.acknowledged.size(), number);
    QCOMPARE(here.restarts, 0);
}

void TestRedisBackplane::aFewWaitForRedis()
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

void TestRedisBackplane::anEmptiedRedisBeginsAnew()
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

void TestRedisBackplane::aRestartedRedisBeginsAnew()
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

// Killed under load, again and again: what was acknowledged is there once, in one order.
void TestRedisBackplane::aRestartedRedisWithAFileGoesOn()
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
    QVERIFY(here.isAnswered() && there.isAnswered());
    QVERIFY(here.has(number) && there.has(number));
    QCOMPARE(here.offsets, upTo(number));
    QVERIFY(here.words() == there.words());
    const auto words = here.words();
    QCOMPARE(std::set<std::string>(words.begin(), words.end()).size(), number);
    QCOMPARE(here.acknowledged.size() + there.acknowledged.size(), number);
    QCOMPARE(here.restarts + there.restarts, 0);
}

void TestRedisBackplane::aShortenedStreamIsAGap()
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
void TestRedisBackplane::aRedisThatForgotTheLastMessagesBeginsAnew()
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

void TestRedisBackplane::whatRedisRefusesIsNotAvailable()
{
    const RedisProcess redis;
    Node node(redis);
    QVERIFY(node.opens());
    Operator person(redis);
    person.does({ "CONFIG", "SET", "maxmemory", "1" }); // and nothing may be evicted
    node.say("too much");
    QVERIFY(node.isAnswered());
    QCOMPARE(node.outcomes.back(), Outcome::NotAvailable);
    person.does({ "CONFIG", "SET", "maxmemory", "0" });
    node.say("fits");
    QVERIFY(node.isAnswered());
    QCOMPARE(node.outcomes.back(), Outcome::Appended);
    QCOMPARE(node.offsets, upTo(1)); // no place was lost
}

SLUICE_EPOLL_MAIN(TestRedisBackplane)
#include "tst_redisbackplane.moc"
