// Publishers wait for the slowest loop: the hub's half, with loops that take what they are told to.
#include "core/hub/answerqueue.h"

#include "core/hub/backlog.h"
#include "tests/core/hub/hubbench.h"
#include <QTest>
#include <vector>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

constexpr std::size_t most = AnswerQueue::mostUnderWay;

struct Bench {
    explicit Bench(std::chrono::milliseconds aWhile = 1h) : queue(ports, aWhile) { }
    void ask(AnswerQueue::Wait wait, int number)
    {
        queue.give(
            wait, [this](int given) { answered.push_back(given); }, number);
    }
    void ask(int number) { ask(AnswerQueue::Wait::AsLongAsItTakes, number); }

    std::vector<std::string> orders;
    RecordingShard one { orders };
    RecordingShard two { orders };
    std::vector<ShardPort*> ports { &one, &two };
    std::vector<int> answered;
    AnswerQueue queue;
};

} // namespace

class TestAnswerQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void answersAreGivenAtOnceUntilALoopIsBehind();
    void whatWaitsComesInOrder();
    void allLoopsAreWaitedFor();
    void whatIsAskedWhileAnswersAreGivenComesBehindThem();
    void theHastyWaitOnlyAWhile();
    void atTheEndNothingWaits();
    void aClientsAcksWaitAndComeInOrder();
    void theStatusWaitsToo();
    void closingAllReleases();
};

void TestAnswerQueue::answersAreGivenAtOnceUntilALoopIsBehind()
{
    Bench bench;
    bench.two.underWay = most;
    bench.ask(1);
    QCOMPARE(bench.answered, std::vector { 1 });
    bench.two.underWay = most + 1;
    bench.ask(2);
    QCOMPARE(bench.answered, std::vector { 1 });
}

void TestAnswerQueue::whatWaitsComesInOrder()
{
    Bench bench;
    bench.one.underWay = most + 1;
    bench.ask(1);
    bench.one.underWay = Backlog::enough + 1; // not yet told, and no more than that
    bench.ask(2);
    bench.queue.onRelieved();
    QVERIFY(bench.answered.empty());
    bench.one.underWay = Backlog::enough;
    bench.ask(3);
    QVERIFY(bench.answered.empty());
    bench.queue.onRelieved();
    QCOMPARE(bench.answered, (std::vector { 1, 2, 3 }));
    bench.ask(4);
    QCOMPARE(bench.answered.back(), 4);
}

void TestAnswerQueue::allLoopsAreWaitedFor()
{
    Bench bench;
    bench.one.underWay = most + 1;
    bench.two.underWay = most + 1;
    bench.ask(1);
    bench.one.underWay = 0;
    bench.queue.onRelieved();
    QVERIFY(bench.answered.empty());
    QCOMPARE(bench.two.asked, std::vector { Backlog::enough }); // it is awaited from now on
    bench.two.underWay = 0;
    bench.queue.onRelieved();
    QCOMPARE(bench.answered, std::vector { 1 });
}

void TestAnswerQueue::whatIsAskedWhileAnswersAreGivenComesBehindThem()
{
    Bench bench;
    bench.one.underWay = most + 1;
    bench.queue.give(AnswerQueue::Wait::AsLongAsItTakes, [&] {
        bench.answered.push_back(1);
        bench.ask(3);
    });
    bench.ask(2);
    bench.one.underWay = 0;
    bench.queue.onRelieved();
    QCOMPARE(bench.answered, (std::vector { 1, 2, 3 }));
}

void TestAnswerQueue::theHastyWaitOnlyAWhile()
{
    Bench bench(1ms);
    bench.one.underWay = most + 1;
    bench.ask(1);
    bench.ask(AnswerQueue::Wait::AWhile, 2);
    bench.ask(AnswerQueue::Wait::AWhile, 3);
    QVERIFY(bench.answered.empty());
    QTRY_COMPARE(bench.answered, (std::vector { 2, 3 }));
    bench.ask(AnswerQueue::Wait::AWhile, 4); // the loop is as slow as it was
    QCOMPARE(bench.answered.size(), std::size_t { 2 });
    QTRY_COMPARE(bench.answered, (std::vector { 2, 3, 4 }));
    bench.one.underWay = 0;
    bench.queue.onRelieved();
    QCOMPARE(bench.answered, (std::vector { 2, 3, 4, 1 }));
}

void TestAnswerQueue::atTheEndNothingWaits()
{
    Bench bench;
    bench.one.underWay = most + 1;
    bench.ask(1);
    bench.ask(AnswerQueue::Wait::AWhile, 2);
    bench.queue.releaseForGood();
    bench.ask(3);
    QCOMPARE(bench.answered, (std::vector { 1, 2, 3 }));
}

void TestAnswerQueue::aClientsAcksWaitAndComeInOrder()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.shards[1].underWay = most + 1;
    bench.say(anna, "1", {}, "a");
    bench.say(anna, "2", "nobody", "b");
    bench.say(anna, "3", {}, "c");
    QCOMPARE(bench.heard(anna).settled, 0);
    QCOMPARE(bench.backplane.head(), std::uint64_t { 2 }); // published they are
    bench.shards[1].underWay = 0;
    bench.hub->onRelieved();
    QCOMPARE(bench.heard(anna).settled, 3);
    QStringList refs;
    for (const char* type : { "ack", "error" })
        for (const QJsonObject& answer : bench.heardOfType(anna, type))
            refs << answer[QLatin1String("ref")].toString();
    QCOMPARE(refs, QStringList({ QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("b") }));
    const auto& heard = bench.heard(anna).messages;
    QCOMPARE(typeOf(heard.at(heard.size() - 2)), QStringLiteral("error"));
}

void TestAnswerQueue::theStatusWaitsToo()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.shards[0].underWay = most + 1;
    bench.hub->statusAsked(anna);
    QCOMPARE(bench.heard(anna).settled, 0);
    bench.shards[0].underWay = 0;
    bench.hub->onRelieved();
    QCOMPARE(bench.heard(anna).settled, 1);
}

void TestAnswerQueue::closingAllReleases()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.shards[0].underWay = most + 1;
    bench.say(anna, "1");
    int posted = 0;
    bench.hub->publish({}, [&](const PublishResult&) { ++posted; });
    QCOMPARE(posted, 0);
    bench.hub->closeAll(CloseReason::ServerShutdown);
    QCOMPARE(bench.heard(anna).settled, 1);
    QCOMPARE(posted, 1);
    bench.hub->onRelieved(); // the loop's letter, too late
    QCOMPARE(bench.heard(anna).settled, 1);
}

QTEST_GUILESS_MAIN(TestAnswerQueue)
#include "tst_answerqueue.moc"
