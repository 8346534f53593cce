// What Redis says, however it is cut into pieces, and what nobody should believe.
#include "core/cluster/redisentry.h"
#include "core/cluster/redisreply.h"

#include <QTest>

using namespace sluice;
using Kind = RedisReply::Kind;
using Outcome = RedisReplyReader::Outcome;

class TestRedisReply : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKindInPiecesOfAnySize();
    void goesOnAfterAReply();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void whatIsAnnouncedIsNotWaitedFor_data();
    void whatIsAnnouncedIsNotWaitedFor();
    void manySmallRepliesAreNoLongOne();
    void writesCommands();
    void anEntryIsAMessage();
    void whatIsNoEntryOfOursHasNoMessage();
};

void TestRedisReply::readsEveryKindInPiecesOfAnySize()
{
    const std::string whole = "*6\r\n+OK\r\n:-7\r\n$-1\r\n$5\r\n\r\n" + std::string("\0$x\r\n", 5)
        + "-ERR no\r\n*2\r\n*0\r\n*1\r\n:3\r\n";
    for (std::size_t piece = 1; piece <= whole.size(); ++piece) {
        RedisReplyReader reader(1000);
        RedisReply reply;
        for (std::size_t at = 0; at < whole.size(); at += piece) {
            QCOMPARE(reader.next(reply), Outcome::Incomplete);
            reader.feed(std::string_view(whole).substr(at, piece));
        }
        QCOMPARE(reader.next(reply), Outcome::Complete);
        QVERIFY(reply.isList(6));
        QVERIFY(reply.items[0].kind == Kind::Text && reply.items[0].text == "OK");
        QVERIFY(reply.items[1].kind == Kind::Number && reply.items[1].number == -7);
        QVERIFY(reply.items[2].kind == Kind::Nothing);
        QVERIFY(reply.items[3].text == std::string("\r\n\0$x", 5));
        QVERIFY(reply.items[4].isError("ERR") && !reply.items[4].isError("OOM"));
        QVERIFY(reply.items[5].isList(2) && reply.items[5].items[0].items.empty());
        QCOMPARE(reply.items[5].items[1].items[0].number, std::int64_t { 3 });
        QCOMPARE(reader.next(reply), Outcome::Incomplete);
    }
}

void TestRedisReply::goesOnAfterAReply()
{
    RedisReplyReader reader(1000);
    reader.feed(":1\r\n:2\r\n:");
    RedisReply reply;
    QCOMPARE(reader.next(reply), Outcome::Complete);
    QCOMPARE(reader.next(reply), Outcome::Complete);
    QCOMPARE(reply.number, std::int64_t { 2 });
    QCOMPARE(reader.next(reply), Outcome::Incomplete);
    reader.feed("3\r\n");
    QCOMPARE(reader.next(reply), Outcome::Complete);
    QCOMPARE(reply.number, std::int64_t { 3 });
}

void TestRedisReply::refusesWhatCannotBe_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("no Redis") << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("a list without end") << QByteArray("*2147483647\r\n");
    QTest::newRow("a list of more than none") << QByteArray("*-7\r\n");
    QTest::newRow("deep") << QByteArray("*1\r\n").repeated(100);
    QTest::newRow("no number") << QByteArray(":x\r\n");
    QTest::newRow("longer than allowed") << "$100000\r\n" + QByteArray(2000, 'x');
    QTest::newRow("a line without end") << '+' + QByteArray(2000, 'x');
}

void TestRedisReply::refusesWhatCannotBe()
{
    QFETCH(QByteArray, octets);
    RedisReplyReader reader(1000);
    reader.feed({ octets.data(), static_cast<std::size_t>(octets.size()) });
    RedisReply reply;
    QCOMPARE(reader.next(reply), Outcome::Broken);
    QVERIFY(!reader.whyBroken().empty());
    reader.feed(":1\r\n");
    QCOMPARE(reader.next(reply), Outcome::Broken); // for good
}

void TestRedisReply::whatIsAnnouncedIsNotWaitedFor_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("a text longer than allowed")
        << QByteArray("$536870912\r\n") << QByteArray("a reply longer than 4194304 octets");
    QTest::newRow("the same, in a list")
        << QByteArray("*2\r\n$4194305\r\nx") << QByteArray("a reply longer than 4194304 octets");
    QTest::newRow("a line without end")
        << '+' + QByteArray(65537, 'x') << QByteArray("a line longer than 65536 octets");
    QTest::newRow("more items than fit")
        << "*3000000\r\n" + QByteArray("*0\r\n").repeated(600'000) << QByteArray("items");
}

void TestRedisReply::whatIsAnnouncedIsNotWaitedFor()
{
    QFETCH(QByteArray, octets);
    QFETCH(QByteArray, why);
    RedisReplyReader reader(std::size_t { 4 } * 1024 * 1024);
    reader.feed({ octets.data(), static_cast<std::size_t>(octets.size()) });
    RedisReply reply;
    QCOMPARE(reader.next(reply), Outcome::Broken);
    QVERIFY(reader.whyBroken().find(why.toStdString()) != std::string::npos);
}

void TestRedisReply::manySmallRepliesAreNoLongOne()
{
    RedisReplyReader reader(1000);
    for (int i = 0; i < 1000; ++i)
        reader.feed(":1\r\n");
    RedisReply reply;
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(reader.next(reply), Outcome::Complete);
    QCOMPARE(reader.next(reply), Outcome::Incomplete);
}

void TestRedisReply::writesCommands()
{
    QCOMPARE(redisCommand({ "SET", "", std::string("a\0\r\n", 4) }),
             std::string("*3\r\n$3\r\nSET\r\n$0\r\n\r\n$4\r\na\0\r\n\r\n", 29));
}

namespace {

RedisReply textOf(const char* words)
{
    RedisReply reply;
    reply.kind = Kind::Text;
    reply.text = words;
    return reply;
}

RedisReply listOf(std::vector<RedisReply> items)
{
    RedisReply reply;
    reply.kind = Kind::List;
    reply.items = std::move(items);
    return reply;
}

} // namespace

void TestRedisReply::anEntryIsAMessage()
{
    const auto entry = RedisEntry::read(
        listOf({ textOf("12-0"),
                 listOf({ textOf("b"), textOf("n:3"), textOf("f"), textOf("anna"), textOf("t"),
                          textOf("bert"), textOf("r"), textOf("5"), textOf("w"), textOf("1500"),
                          textOf("k"), textOf("key"), textOf("d"), textOf("{}"), textOf("future"),
                          textOf("1") }) }),
        "e-1");
    QVERIFY(entry && entry->message);
    QCOMPARE(entry->offset, std::uint64_t { 12 });
    QCOMPARE(entry->by, std::string("n:3"));
    QCOMPARE(entry->idempotencyKey, std::string("key"));
    QCOMPARE(entry->message->id, std::string("e-1-12"));
    QCOMPARE(entry->message->to, std::string("bert"));
    QCOMPARE(entry->message->data, std::string("{}"));
    QCOMPARE(entryTime(entry->message->time), std::string("1500"));
}

void TestRedisReply::whatIsNoEntryOfOursHasNoMessage()
{
    QVERIFY(!RedisEntry::read(textOf("12-0"), "e"));
    QVERIFY(!RedisEntry::read(listOf({ textOf("x"), listOf({}) }), "e"));
    const auto strange
        = RedisEntry::read(listOf({ textOf("12-0"), listOf({ textOf("a"), textOf("b") }) }), "e");
    QVERIFY(strange && !strange->message);
    QCOMPARE(strange->offset, std::uint64_t { 12 });
    const auto gone = RedisEntry::read(listOf({ textOf("12-0"), RedisReply() }), "e");
    QVERIFY(gone && !gone->message);
}

QTEST_APPLESS_MAIN(TestRedisReply)
#include "tst_redisreply.moc"
