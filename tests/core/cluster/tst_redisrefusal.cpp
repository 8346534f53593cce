// The order of a fleet while Redis is there but does not take messages.
#include "core/cluster/redisbackplane.h"

#include "tests/core/cluster/redisnode.h"
#include "tests/support/loglines.h"

using namespace sluice;
using namespace std::chrono_literals;
using support::RedisProcess;
using Outcome = Backplane::Outcome;

namespace {

RedisLink::Words words(const QString& command)
{
    RedisLink::Words all;
    for (const QString& word : command.split(QLatin1Char(' ')))
        all.push_back(word.toStdString());
    return all;
}

// How often Redis has answered with this error.
int refusals(Operator& person, const std::string& error)
{
    const std::string counts = person.does({ "INFO", "errorstats" }).text;
    const std::string name = "errorstat_" + error + ":count=";
    const auto at = counts.find(name);
    return at == std::string::npos ? 0 : std::atoi(counts.c_str() + at + name.size());
}

} // namespace

class TestRedisRefusal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsDownUntilRedisTakesMessagesAgain_data();
    void itIsDownUntilRedisTakesMessagesAgain();
    void itIsDownWhileRedisLoadsItsFile();
    void whyIsSaidOnce();
};

void TestRedisRefusal::itIsDownUntilRedisTakesMessagesAgain_data()
{
    QTest::addColumn<QString>("ill");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("well");
    const auto row = [](const char* name, const char* ill, const char* error, const char* well) {
        QTest::newRow(name) << QString::fromLatin1(ill) << QString::fromLatin1(error)
                            << QString::fromLatin1(well);
    };
    row("its memory is full", "CONFIG SET maxmemory 1", "OOM", "CONFIG SET maxmemory 0");
    row("it is another's replica", "REPLICAOF 127.0.0.1 1", "READONLY", "REPLICAOF NO ONE");
    row("our rights were taken", "ACL SETUSER default -@scripting", "NOPERM",
        "ACL SETUSER default +@all");
}

void TestRedisRefusal::itIsDownUntilRedisTakesMessagesAgain()
{
    QFETCH(QString, ill);
    QFETCH(QString, error);
    QFETCH(QString, well);
    const RedisProcess redis;
    Node node(redis);
    Node other(redis);
    QVERIFY(node.opens() && other.opens());
    node.say("before");
    QVERIFY(node.isAnswered() && other.has(1));
    Operator person(redis);
    person.does(words(ill));
    node.say("too much");
    QVERIFY(node.isAnswered());
    QCOMPARE(node.outcomes.back(), Outcome::NotAvailable);
    QVERIFY(node.isUp(false));
    node.say("at once");
    QCOMPARE(node.outcomes.back(), Outcome::NotAvailable);
    // It tries again and again, and is not taken in.
    QTRY_VERIFY_WITH_TIMEOUT(refusals(person, error.toStdString()) >= 3, soon);
    QCOMPARE(node.ups, 1);
    person.does(words(well));
    QVERIFY(node.hasBeenUp(2));
    node.say("after");
    QVERIFY(node.isAnswered() && other.has(2));
    QCOMPARE(node.outcomes.back(), Outcome::Appended);
    const std::vector<std::string> both { "before", "after" };
    QCOMPARE(node.words(), both);
    QCOMPARE(other.words(), both);
    QCOMPARE(other.offsets, upTo(2)); // no place was lost
    QCOMPARE(node.restarts + other.restarts, 0);
}

void TestRedisRefusal::itIsDownWhileRedisLoadsItsFile()
{
    const RedisProcess redis({ QStringLiteral("--enable-debug-command"), QStringLiteral("yes") });
    Node node(redis);
    QVERIFY(node.opens());
    node.say("before");
    QVERIFY(node.isAnswered());
    Operator person(redis);
    // A second and a half, in which it answers everybody that it is loading, and the operator not
    // at all: a link's patience is three.
    person.does({ "EVAL", "for i = 1, 1500 do redis.call('SET', 'fill:' .. i, i) end", "0" });
    person.does({ "CONFIG", "SET", "key-load-delay", "1000" });
    person.does({ "CONFIG", "SET", "loading-process-events-interval-bytes", "1024" });
    person.link.ask({ "DEBUG", "RELOAD" }, [](const RedisReply*) {});
    while (node.backplane.isUp()) {
        node.say("while it loads");
        QVERIFY(node.isAnswered());
    }
    QCOMPARE(node.outcomes.back(), Outcome::NotAvailable);
    QVERIFY(node.hasBeenUp(2));
    QVERIFY(refusals(person, "LOADING") > 0);
    node.say("after");
    QVERIFY(node.isAnswered());
    const auto appended = std::count(node.outcomes.begin(), node.outcomes.end(), Outcome::Appended);
    QCOMPARE(node.offsets, upTo(static_cast<std::uint64_t>(appended)));
    QCOMPARE(node.words().front(), std::string("before"));
    QCOMPARE(node.words().back(), std::string("after"));
    QCOMPARE(node.restarts, 0);
}

void TestRedisRefusal::whyIsSaidOnce()
{
    const RedisProcess redis;
    Node node(redis);
    QVERIFY(node.opens());
    Operator person(redis);
    support::LogLines log;
    person.does({ "CONFIG", "SET", "maxmemory", "1" });
    node.say("too much");
    QVERIFY(node.isUp(false));
    QTRY_VERIFY_WITH_TIMEOUT(refusals(person, "OOM") > 2, soon);
    const auto lines = log.take();
    QCOMPARE(lines.size(), std::size_t { 2 });
    QVERIFY2(lines[0].find(" refuses messages. Clients stay;") != std::string::npos,
             lines[0].c_str());
    QVERIFY2(lines[1].find("'maxmemory'. Publishers read not_available.") != std::string::npos,
             lines[1].c_str());
}

SLUICE_EPOLL_MAIN(TestRedisRefusal)
#include "tst_redisrefusal.moc"
