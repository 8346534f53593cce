// What nodes know of each other's clients, when the answers of Redis and its news come in any
// order, when it forgets, and when a node ends. Nodes of this process on a real Redis.
#include "core/cluster/redisneighbours.h"

#include "tests/core/cluster/neighbournode.h"
#include "tests/core/cluster/redisoperator.h"
#include "tests/support/heldrelay.h"

using namespace sluice;
using namespace std::chrono_literals;
using support::HeldRelay;
using support::RedisProcess;

namespace {

// As a request for a census begins on the wire: a script with two keys and one argument.
const QByteArray census("*6\r\n$7\r\nEVALSHA");

RedisLink::Place through(const HeldRelay& relay)
{
    RedisLink::Place place;
    place.url = *RedisUrl::parse("redis://127.0.0.1:" + std::to_string(relay.port()) + "/0");
    place.patience = 60s; // it shall not take what is held back for a loss
    return place;
}

std::string idOf(Operator& person, const std::string& name)
{
    for (const RedisReply& node : person.does({ "SMEMBERS", "sluice:nodes" }).items)
        if (person.does({ "GET", "sluice:node:" + node.text }).text == name)
            return node.text;
    return {};
}

// The node finds that Redis does not know it any more, and asks who is connected where.
void forget(Operator& person, const std::string& name)
{
    person.does({ "SREM", "sluice:nodes", idOf(person, name) });
}

} // namespace

class TestNeighbourCensus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCensusDoesNotUndoTheNewsThatCameBeforeIt();
    void newsThatComesLateDoesNotUndoTheCensus();
    void aNodeOfAFreshRedisSaysFarewellThoughItsConnectionEndsToo();
    void anEmptiedRedisIsToldOfEverybodyAgain();
    void whoLeavesAnEmptiedRedisIsMissedInTheEnd();
};

void TestNeighbourCensus::aCensusDoesNotUndoTheNewsThatCameBeforeIt()
{
    const RedisProcess redis;
    HeldRelay relay(redis.port());
    Operator person(redis);
    Node here(through(relay), through(relay), "here", trusting);
    Node there(redis, "there");
    there->joined("anna");
    QVERIFY(here.hears("came anna"));
    relay.holdWhoeverSays(census);
    forget(person, "here");
    QTRY_VERIFY_WITH_TIMEOUT(relay.isHeldBack("anna"), soon); // she was there when it was taken
    there->left("anna");
    QTRY_VERIFY_WITH_TIMEOUT(relay.hasPassed("\"went\":[\"anna\"]"), soon);
    QTest::qWait(50); // so that the news is heard first
    relay.letGo();
    QVERIFY(here.hears("went anna"));
    there->joined("bert");
    QVERIFY(here.hears("came bert"));
    const News expected { "came anna", "went anna", "came bert" };
    QCOMPARE(here.news, expected);
    QVERIFY(!here->has("anna"));
    QCOMPARE(here->count(), std::uint64_t { 1 });
}

void TestNeighbourCensus::newsThatComesLateDoesNotUndoTheCensus()
{
    const RedisProcess redis;
    HeldRelay relay(redis.port());
    Operator person(redis);
    Node here(through(relay), through(relay), "here", trusting);
    Node there(redis, "there");
    there->joined("bert");
    QVERIFY(here.hears("came bert"));
    relay.holdThoseWhoSaid("SUBSCRIBE");
    there->joined("anna");
    QTRY_VERIFY_WITH_TIMEOUT(relay.isHeldBack("\"came\":[\"anna\"]"), soon);
    there->left("anna");
    QTRY_VERIFY_WITH_TIMEOUT(relay.isHeldBack("\"went\":[\"anna\"]"), soon);
    there->joined("carl");
    QTRY_VERIFY_WITH_TIMEOUT(relay.isHeldBack("\"came\":[\"carl\"]"), soon);
    forget(person, "here");
    QVERIFY(here.hears("came carl")); // by the census
    relay.letGo();
    there->joined("dora");
    QVERIFY(here.hears("came dora"));
    const News expected { "came bert", "came carl", "came dora" };
    QCOMPARE(here.news, expected);
    QCOMPARE(here->count(), std::uint64_t { 3 });
}

// Nobody is left to hear that Redis does not know the script of the farewell.
void TestNeighbourCensus::aNodeOfAFreshRedisSaysFarewellThoughItsConnectionEndsToo()
{
    const RedisProcess redis;
    Operator person(redis);
    Node here(redis, "here");
    auto there = std::make_unique<Node>(redis, "there");
    (*there)->joined("anna");
    QVERIFY(here.hears("came anna"));
    person.does({ "SCRIPT", "FLUSH" });
    there.reset();
    QVERIFY(here.hears("went anna"));
    QCOMPARE(here->nodes().size(), std::size_t { 1 });
    QVERIFY(idOf(person, "there").empty());
    QVERIFY(person.does({ "HGETALL", "sluice:owners" }).items.empty());
}

void TestNeighbourCensus::anEmptiedRedisIsToldOfEverybodyAgain()
{
    const RedisProcess redis;
    Operator person(redis);
    std::vector<std::unique_ptr<Node>> nodes;
    for (const char* name : { "a", "b", "c" })
        nodes.push_back(std::make_unique<Node>(redis, name));
    // One after another: news are counted, and the count is high when it begins anew.
    for (int i = 0; i < 30; ++i) {
        const std::string id = "c-" + std::to_string(i);
        (*nodes[static_cast<std::size_t>(i % 3)])->joined(id);
        QVERIFY(nodes[static_cast<std::size_t>((i + 1) % 3)]->hears("came " + id));
    }
    for (const auto& node : nodes)
        QVERIFY(node->sees(20));
    person.does({ "FLUSHALL" });
    const auto listed = [&] { return person.does({ "HLEN", "sluice:owners" }).number; };
    QTRY_COMPARE_WITH_TIMEOUT(listed(), std::int64_t { 30 }, soon);
    Node late(redis, "late");
    QVERIFY(late.sees(30));
    QCOMPARE(late->nodes().size(), std::size_t { 4 });
    (*nodes[0])->joined("new");
    (*nodes[1])->left("c-1");
    for (const auto& node : { nodes[2].get(), &late }) {
        QVERIFY(node->hears("came new") && node->hears("went c-1"));
        QCOMPARE(node->times("came new") + node->times("went c-1"), std::ptrdiff_t { 2 });
    }
    QVERIFY(nodes[0]->sees(19) && nodes[1]->sees(21) && nodes[2]->sees(20) && late.sees(30));
    for (const auto& node : nodes) // all the others were there all the time
        QVERIFY(node->news.size() <= 22);
}

// While the count begins anew a piece of news may be taken for an old one.
void TestNeighbourCensus::whoLeavesAnEmptiedRedisIsMissedInTheEnd()
{
    const RedisProcess redis;
    HeldRelay relay(redis.port());
    Operator person(redis);
    Node here(through(relay), through(relay), "here", quick);
    Node there(redis, "there", quick);
    // When it is in touch, when it finds itself new, and when everybody has had the time to come.
    QTRY_COMPARE_WITH_TIMEOUT(relay.timesSaid(census), qsizetype { 3 }, soon);
    // One after another, so that the count of news is high.
    for (const char* id : { "c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "anna", "bert" }) {
        there->joined(id);
        QVERIFY(here.hears(std::string("came ") + id));
    }
    relay.holdThoseWhoSaid("EVALSHA"); // so that it hears the news before it knows of the loss
    person.does({ "FLUSHALL" });
    there->left("anna");
    QTRY_VERIFY_WITH_TIMEOUT(relay.hasPassed("\"went\":[\"anna\"]"), soon);
    QTest::qWait(50);
    relay.letGo();
    QVERIFY(here.hears("went anna"));
    QVERIFY(here->has("bert"));
    QCOMPARE(here.times("went anna"), std::ptrdiff_t { 1 });
    QCOMPARE(here.times("came bert"), std::ptrdiff_t { 1 });
}

SLUICE_EPOLL_MAIN(TestNeighbourCensus)
#include "tst_neighbourcensus.moc"
