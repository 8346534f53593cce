// The clients of other nodes: nodes of this process on a real Redis.
#include "core/cluster/redisneighbours.h"

#include "tests/core/cluster/neighbournode.h"

using namespace sluice;
using namespace std::chrono_literals;
using support::RedisProcess;

class TestRedisNeighbours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOthersHearWhoComesAndGoes();
    void aNewcomerSeesWhoIsThere();
    void aHerdIsToldInFewSteps();
    void aClientMovesWithoutPresence();
    void ofTwoThatClaimAnIdOneIsClosed();
    void aClientIsClosedWhereItIs();
    void whatIsSaidIsHeardByTheOthers();
    void aNodeThatEndsInOrderIsGoneAtOnce();
    void aNodeThatDiesIsBuried();
    void anOutageBuriesNobody();
    void anEmptiedRedisIsFilledAgain();
    void whoWasTakenForDeadComesAgain();
};

void TestRedisNeighbours::theOthersHearWhoComesAndGoes()
{
    const RedisProcess redis;
    Node here(redis, "here");
    Node there(redis, "there");
    here->joined("anna");
    QVERIFY(there.hears("came anna"));
    QVERIFY(there->has("anna") && !here->has("anna"));
    QCOMPARE(there->count(), std::uint64_t { 1 });
    QCOMPARE(here->count(), std::uint64_t { 0 });
    here->left("anna");
    QVERIFY(there.hears("went anna"));
    QVERIFY(!there->has("anna"));
    here->joined("bert"); // comes and goes within one step
    here->left("bert");
    here->joined("carl");
    QVERIFY(there.hears("came carl"));
    QVERIFY(!there->has("bert"));
    QVERIFY(here.news.empty());
    const auto nodes = there->nodes();
    QCOMPARE(nodes.size(), std::size_t { 2 });
    QVERIFY(nodes[0].isThis && nodes[0].name == "there" && nodes[0].clients == 0);
    QVERIFY(!nodes[1].isThis && nodes[1].name == "here" && nodes[1].clients == 1);
}

void TestRedisNeighbours::aNewcomerSeesWhoIsThere()
{
    const RedisProcess redis;
    Node here(redis, "here");
    for (int i = 0; i < 50; ++i)
        here->joined("c-" + std::to_string(i));
    Node witness(redis, "witness");
    QVERIFY(witness.sees(50));
    Node late(redis, "late");
    QVERIFY(late.sees(50));
    QVERIFY(late->has("c-49"));
    QCOMPARE(late->nodes().size(), std::size_t { 3 });
}

void TestRedisNeighbours::aHerdIsToldInFewSteps()
{
    const RedisProcess redis;
    Node here(redis, "here");
    Node there(redis, "there");
    for (int i = 0; i < 5000; ++i)
        here->joined("c-" + std::to_string(i));
    QVERIFY(there.sees(5000));
    for (int i = 0; i < 5000; ++i)
        here->left("c-" + std::to_string(i));
    QVERIFY(there.sees(0));
    QCOMPARE(there.news.size(), std::size_t { 10000 });
}

void TestRedisNeighbours::aClientMovesWithoutPresence()
{
    const RedisProcess redis;
    Node first(redis, "first");
    Node second(redis, "second");
    Node witness(redis, "witness");
    first->joined("anna");
    QVERIFY(second.hears("came anna") && witness.hears("came anna"));
    second->takenOver("anna");
    QVERIFY(!second->has("anna")); // at once: it is counted here now
    QVERIFY(first.hears("ousted anna"));
    QTRY_VERIFY_WITH_TIMEOUT(first->has("anna"), soon);
    QTRY_COMPARE_WITH_TIMEOUT(witness->nodes()[1].clients + witness->nodes()[2].clients,
                              std::uint64_t { 1 }, soon);
    first->left("anna"); // its old session has ended, which is nobody's business
    second->left("anna");
    QVERIFY(witness.hears("went anna"));
    const News all { "came anna", "went anna" };
    QCOMPARE(witness.news, all);
}

void TestRedisNeighbours::ofTwoThatClaimAnIdOneIsClosed()
{
    const RedisProcess redis;
    Node first(redis, "first");
    Node second(redis, "second");
    first->joined("anna"); // in the same moment
    second->joined("anna");
    const std::string close = "close anna client_id_in_use";
    QTRY_COMPARE_WITH_TIMEOUT(first.times(close) + second.times(close), std::ptrdiff_t { 1 }, soon);
    Node& loser = first.times(close) > 0 ? first : second;
    Node& winner = first.times(close) > 0 ? second : first;
    loser->left("anna"); // as the hub says when it is closed
    QTRY_VERIFY_WITH_TIMEOUT(loser->has("anna"), soon);
    winner->left("anna");
    QTRY_VERIFY_WITH_TIMEOUT(!loser->has("anna"), soon);
    QCOMPARE(winner.times("ousted anna"), std::ptrdiff_t { 0 });
}

void TestRedisNeighbours::aClientIsClosedWhereItIs()
{
    const RedisProcess redis;
    Node here(redis, "here");
    Node there(redis, "there");
    Node witness(redis, "witness");
    there->joined("anna");
    QVERIFY(here.hears("came anna"));
    QVERIFY(!here->closeClient("nobody", CloseReason::Kicked));
    QVERIFY(here->closeClient("anna", CloseReason::Kicked));
    QVERIFY(there.hears("close anna kicked"));
    there->left("anna");
    QVERIFY(witness.hears("went anna"));
    QCOMPARE(witness.times("close anna kicked"), std::ptrdiff_t { 0 });
}

void TestRedisNeighbours::whatIsSaidIsHeardByTheOthers()
{
    const RedisProcess redis;
    Node here(redis, "here");
    Node there(redis, "there");
    here->say({ "{\"a\":\"\xD1\x96\"}", "words" });
    QVERIFY(there.hears("said {\"a\":\"\xD1\x96\"} words"));
    there->joined("anna"); // later on the same channel
    QVERIFY(here.hears("came anna"));
    QCOMPARE(here.news.size(), std::size_t { 1 });
}

void TestRedisNeighbours::aNodeThatEndsInOrderIsGoneAtOnce()
{
    const RedisProcess redis;
    Node here(redis, "here");
    Node there(redis, "there");
    there->joined("anna");
    QVERIFY(here.hears("came anna"));
    there.neighbours.reset();
    QVERIFY(here.hears("went anna"));
    QCOMPARE(here->nodes().size(), std::size_t { 1 });
}

void TestRedisNeighbours::aNodeThatDiesIsBuried()
{
    const RedisProcess redis;
    Node here(redis, "here", quick);
    Node there(redis, "there", { 3600s, 3s }); // does not beat
    there->joined("anna");
    QVERIFY(here.hears("came anna"));
    QVERIFY(here.hears("went anna"));
    QCOMPARE(here->nodes().size(), std::size_t { 1 });
    here->joined("anna"); // the id is free again
    QVERIFY(there.hears("ousted anna"));
    QCOMPARE(here.times("close anna client_id_in_use"), std::ptrdiff_t { 0 });
}

void TestRedisNeighbours::anOutageBuriesNobody()
{
    RedisProcess redis;
    Node here(redis, "here", quick);
    Node there(redis, "there", quick);
    here->joined("anna");
    there->joined("bert");
    QVERIFY(here.hears("came bert") && there.hears("came anna"));
    redis.stand();
    QTest::qWait(3500); // longer than a node may be silent
    QTRY_VERIFY_WITH_TIMEOUT(!here->isInTouch() && !there->isInTouch(), soon);
    here->left("anna");
    here->joined("carl");
    QVERIFY(here->has("bert"));
    redis.goOn();
    QVERIFY(there.hears("went anna") && there.hears("came carl"));
    QTRY_VERIFY_WITH_TIMEOUT(here->isInTouch(), soon);
    there->left("bert");
    QVERIFY(here.hears("went bert"));
    const News expected { "came bert", "went bert" };
    QCOMPARE(here.news, expected);
}

void TestRedisNeighbours::anEmptiedRedisIsFilledAgain()
{
    RedisProcess redis;
    Node here(redis, "here");
    Node there(redis, "there");
    here->joined("anna");
    there->joined("bert");
    QVERIFY(here.hears("came bert") && there.hears("came anna"));
    redis.kill();
    QTRY_VERIFY_WITH_TIMEOUT(!here->isInTouch() && !there->isInTouch(), soon);
    redis.start();
    QTRY_VERIFY_WITH_TIMEOUT(here->isInTouch() && there->isInTouch(), soon);
    Node late(redis, "late");
    QVERIFY(late.sees(2));
    here->joined("carl");
    QVERIFY(there.hears("came carl"));
    const News expected { "came anna", "came carl" };
    QCOMPARE(there.news, expected); // anna was there all the time
}

void TestRedisNeighbours::whoWasTakenForDeadComesAgain()
{
    const RedisProcess redis;
    Node here(redis, "here", quick);
    Node there(redis, "there", { 6s, 3s }); // silent for longer than is believed, but not dead
    there->joined("anna");
    QVERIFY(here.hears("came anna"));
    QVERIFY(here.hears("went anna"));
    QTRY_VERIFY_WITH_TIMEOUT(here.times("came anna") > 1, soon);
    QCOMPARE(there.times("ousted anna"), std::ptrdiff_t { 0 });
}

SLUICE_EPOLL_MAIN(TestRedisNeighbours)
#include "tst_redisneighbours.moc"
