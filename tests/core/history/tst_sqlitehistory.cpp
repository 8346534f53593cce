#include "core/history/sqlitehistory.h"

#include "core/cluster/idempotencykeys.h"
#include "core/history/historyfile.h"
#include "core/history/historywriter.h"
#include "tests/core/history/historybench.h"
#include "tests/core/history/noroom.h"
#include "tests/support/loglines.h"
#include <QSignalSpy>
#include <filesystem>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

// "3 4 5"
std::string offsets(const JournalPast& past)
{
    std::string text;
    for (const SharedMessage& message : past.messages)
        text += (text.empty() ? "" : " ") + std::to_string(message->offset);
    return text;
}

} // namespace

class TestSqliteHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Warning, LogFormat::Text, 2 }); }
    void aMessageComesBackAsItWas();
    void thousandsGivenAtOnceAreOneCommit();
    void batchesGivenOneAfterAnotherKeepTheirOrder();
    void theRestIsWrittenBeforeTheEnd();
    void onlyTheNewestComesBack();
    void whatIsTooOldDoesNotComeBackButTheNewest();
    void keysOutliveTheirMessagesForFiveMinutes();
    void theFileStaysAtItsSize();
    void theFileStaysAtItsSizeWithKeys();
    void aFileThatIsTooLargeShrinksByItsOldest();
    void aHoleEndsThePast();
    void whatDoesNotFollowIsNotKept();
    void withoutRoomNothingIsKeptAndItRecovers();
    void itRecoversByItself();
    void roomForAWordIsNotEnough();
    void aRemovedFileIsNoticed();
    void aClosedFileIsFreeForAnother();
};

void TestSqliteHistory::aMessageComesBackAsItWas()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    const std::string epoch = bench.past.epoch;
    const std::string key = bench.past.sessionKey;
    const WallTime time
        = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto said = std::make_shared<const Message>(
        Message { "an id", 1, "анна", "bert", "\"\\u0000 \xf0\x9f\x8e\x89 'quoted'\"", time, 7 });
    bool kept = false;
    bench.history->write(std::make_shared<std::vector<JournalLine>>(
                             std::vector<JournalLine> { { said, "schlüssel" } }),
                         [&](bool yes) { kept = yes; });
    QTRY_VERIFY(kept);
    QCOMPARE(bench.whyNotOpen(), "");
    QCOMPARE(bench.past.epoch, epoch);
    QCOMPARE(bench.past.sessionKey, key);
    QCOMPARE(bench.past.messages.size(), std::size_t { 1 });
    const Message& back = *bench.past.messages[0];
    QCOMPARE(back.id, said->id);
    QCOMPARE(back.offset, said->offset);
    QCOMPARE(back.from, said->from);
    QCOMPARE(back.to, said->to);
    QCOMPARE(back.data, said->data);
    QVERIFY(back.time == time);
    QCOMPARE(back.recipients, said->recipients);
    QCOMPARE(bench.past.keyed.size(), std::size_t { 1 });
    QCOMPARE(bench.past.keyed[0].idempotencyKey, "schlüssel");
    QCOMPARE(bench.past.keyed[0].message, bench.past.messages[0]);
}

void TestSqliteHistory::thousandsGivenAtOnceAreOneCommit()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen({ 10000, 5min }), "");
    QVERIFY(bench.write(5000));
    QCOMPARE(bench.history->commits(), std::uint64_t { 1 });
    QCOMPARE(bench.whyNotOpen({ 10000, 5min }), "");
    QCOMPARE(bench.past.messages.size(), std::size_t { 5000 });
}

void TestSqliteHistory::batchesGivenOneAfterAnotherKeepTheirOrder()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    for (const std::size_t count : { 1U, 3U, 2U })
        bench.post(count);
    QVERIFY(bench.answersCame());
    QCOMPARE(bench.whyNotOpen(), "");
    QCOMPARE(offsets(bench.past), "1 2 3 4 5 6");
}

void TestSqliteHistory::theRestIsWrittenBeforeTheEnd()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    bench.post(3);
    QCOMPARE(bench.whyNotOpen(), ""); // which ends the one that has not answered yet
    QCOMPARE(offsets(bench.past), "1 2 3");
}

void TestSqliteHistory::onlyTheNewestComesBack()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    QVERIFY(bench.write(20));
    QCOMPARE(bench.whyNotOpen({ 3, 5min }), "");
    QCOMPARE(offsets(bench.past), "18 19 20");
    QCOMPARE(bench.whyNotOpen({ 0, 5min }), "");
    QCOMPARE(offsets(bench.past), "20"); // from which the order goes on
}

void TestSqliteHistory::whatIsTooOldDoesNotComeBackButTheNewest()
{
    HistoryBench bench;
    const WallTime now = std::chrono::system_clock::now();
    QCOMPARE(bench.whyNotOpen({ 1000, 1h }), "");
    QVERIFY(bench.write(3, "1", {}, now - 59min));
    QVERIFY(bench.write(2, "1", {}, now - 2min));
    QCOMPARE(bench.whyNotOpen({ 1000, 5min }), "");
    QCOMPARE(offsets(bench.past), "4 5");
    QCOMPARE(bench.whyNotOpen({ 1000, 1s }), "");
    QCOMPARE(offsets(bench.past), "5");
}

void TestSqliteHistory::keysOutliveTheirMessagesForFiveMinutes()
{
    HistoryBench bench;
    const HistoryLimits few { 2, 1s };
    const WallTime now = std::chrono::system_clock::now();
    QCOMPARE(bench.whyNotOpen(few), "");
    QVERIFY(bench.write(1, "1", "old", now - 6min));
    QVERIFY(bench.write(1, "1", "young", now - 4min));
    for (int i = 0; i < 10; ++i)
        QVERIFY(bench.write(1));
    QCOMPARE(bench.whyNotOpen(few), "");
    QCOMPARE(offsets(bench.past), "11 12");
    QCOMPARE(bench.past.keyed.size(), std::size_t { 1 });
    QCOMPARE(bench.past.keyed[0].idempotencyKey, "young");
    QCOMPARE(bench.past.keyed[0].message->offset, std::uint64_t { 2 });
}

void TestSqliteHistory::theFileStaysAtItsSize()
{
    HistoryBench bench;
    const std::string data(1000, '1');
    QCOMPARE(bench.whyNotOpen({ 100, 5min }), "");
    for (int i = 0; i < 20; ++i)
        QVERIFY(bench.write(100, data));
    bench.history.reset();
    const std::uint64_t settled = bench.octets();
    QVERIFY2(settled < std::uint64_t { 300'000 }, qPrintable(QString::number(settled)));
    QCOMPARE(bench.whyNotOpen({ 100, 5min }), "");
    for (int i = 0; i < 100; ++i)
        QVERIFY(bench.write(100, data));
    bench.history.reset();
    QVERIFY2(bench.octets() <= settled * 5 / 4, qPrintable(QString::number(bench.octets())));
}

void TestSqliteHistory::theFileStaysAtItsSizeWithKeys()
{
    HistoryBench bench;
    const WallTime now = std::chrono::system_clock::now();
    QCOMPARE(bench.whyNotOpen({ 10, 5min }), "");
    QVERIFY(bench.write(IdempotencyKeys::most, "1", "one of many"));
    const auto rows = [&bench] {
        bench.history.reset();
        auto opened = HistoryFile::open(bench.path());
        return std::get<std::unique_ptr<HistoryFile>>(opened)->number(
            "SELECT count(*) FROM messages");
    };
    QCOMPARE(bench.whyNotOpen({ 10, 5min }), "");
    for (int i = 0; i < 60; ++i)
        QVERIFY(bench.write(500, "1", "one of many"));
    const qlonglong most = qlonglong { IdempotencyKeys::most } + 10 + 500;
    QVERIFY2(rows() <= most, qPrintable(QString::number(rows())));
    // Six minutes later none of them counts.
    QCOMPARE(bench.whyNotOpen({ 10, 1s }), "");
    for (int i = 0; i < 30; ++i)
        QVERIFY(bench.write(200, "1", "past", now - 6min));
    QVERIFY2(rows() <= most, qPrintable(QString::number(rows())));
}

void TestSqliteHistory::aFileThatIsTooLargeShrinksByItsOldest()
{
    HistoryBench bench;
    const HistoryLimits small { 1000000, 5min, 2000000 };
    QCOMPARE(bench.whyNotOpen(small), "");
    QVERIFY(bench.write(20000, "1"));
    for (int i = 0; i < 10; ++i)
        QVERIFY(bench.write(10, std::string(50000, '1'), i % 2 ? "key" : ""));
    QCOMPARE(bench.whyNotOpen(small), "");
    QVERIFY(bench.past.messages.size() >= 20 && bench.past.messages.size() < 60);
    QCOMPARE(bench.past.messages.back()->offset, std::uint64_t { 20100 });
    bench.history.reset();
    QVERIFY2(bench.octets() < 4000000, qPrintable(QString::number(bench.octets())));
}

void TestSqliteHistory::aHoleEndsThePast()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    QVERIFY(bench.write(6));
    bench.history.reset();
    {
        auto opened = HistoryFile::open(bench.path());
        QVERIFY(std::get<std::unique_ptr<HistoryFile>>(opened)->run(
            "DELETE FROM messages WHERE offset = 3"));
    }
    QCOMPARE(bench.whyNotOpen(), "");
    QCOMPARE(offsets(bench.past), "4 5 6");
}

void TestSqliteHistory::whatDoesNotFollowIsNotKept()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    QVERIFY(bench.write(2));
    bench.head = 7;
    const support::LogLines log;
    QVERIFY(!bench.write(1));
    bench.head = 2;
    QVERIFY(bench.write(1));
    QCOMPARE(bench.whyNotOpen(), "");
    QCOMPARE(offsets(bench.past), "1 2 3");
}

void TestSqliteHistory::withoutRoomNothingIsKeptAndItRecovers()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    QVERIFY(bench.write(2));
    QSignalSpy changes(bench.history.get(), &Journal::upChanged);
    support::LogLines log;
    {
        const NoRoom noRoom;
        for (int i = 0; i < 3; ++i)
            QVERIFY(!bench.write(10, std::string(1000, '1')));
        QVERIFY(!bench.history->isUp());
    }
    QVERIFY(bench.write(1, "\"kept again\""));
    QVERIFY(bench.history->isUp());
    QCOMPARE(changes.size(), 2);
    const auto lines = log.take();
    QCOMPARE(lines.size(), std::size_t { 2 }); // once each, however many were refused
    QVERIFY(lines[0].find("cannot be read or written") != std::string::npos);
    QVERIFY(lines[1].find("refused meanwhile: 30") != std::string::npos);
    QCOMPARE(bench.whyNotOpen(), "");
    QCOMPARE(offsets(bench.past), "1 2 3");
    QCOMPARE(bench.past.messages[2]->data, "\"kept again\"");
}

void TestSqliteHistory::itRecoversByItself()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    support::LogLines log;
    {
        const NoRoom noRoom;
        QVERIFY(!bench.write(1));
    }
    QTRY_VERIFY_WITH_TIMEOUT(bench.history->isUp(), 30000);
    QCOMPARE(bench.history->commits(), std::uint64_t { 0 });
}

void TestSqliteHistory::roomForAWordIsNotEnough()
{
    HistoryBench bench;
    auto opened = HistoryFile::open(bench.path());
    HistoryFile& file = *std::get<std::unique_ptr<HistoryFile>>(opened);
    HistoryWriter writer(file, { 1000, 5min }, 0);
    const std::vector<JournalLine> words { { bench.message(1, std::string(100000, '1')), "" } };
    {
        const NoRoom noRoom(bench.octets("history.db-wal") + 50000);
        QVERIFY(writer.probe());
        QVERIFY(!writer.write(words, std::chrono::system_clock::now()));
        QVERIFY(!writer.probe());
    }
    QVERIFY(writer.probe());
    QCOMPARE(file.number("SELECT count(*) FROM meta WHERE name = 'probe'"), 0);
    QVERIFY(writer.write(words, std::chrono::system_clock::now()));
}

void TestSqliteHistory::aRemovedFileIsNoticed()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    QVERIFY(bench.write(1));
    support::LogLines log;
    std::filesystem::rename(bench.path(), bench.path("elsewhere"));
    QVERIFY(!bench.write(1));
    QVERIFY(log.take()[0].find("moved or removed") != std::string::npos);
    std::filesystem::rename(bench.path("elsewhere"), bench.path());
    QVERIFY(bench.write(1));
}

void TestSqliteHistory::aClosedFileIsFreeForAnother()
{
    HistoryBench bench;
    QCOMPARE(bench.whyNotOpen(), "");
    bench.post(2);
    bool closed = false;
    bench.history->close([&] { closed = true; });
    QTRY_VERIFY(closed);
    QVERIFY(bench.lastKept);
    {
        auto opened = HistoryFile::open(bench.path());
        QVERIFY(std::holds_alternative<std::unique_ptr<HistoryFile>>(opened));
    }
    QVERIFY(!bench.write(1)); // it is closed here
    bool open = false;
    bench.history->open([&](const SqliteHistory::Opened& opened) {
        open = std::holds_alternative<JournalPast>(opened);
    });
    QTRY_VERIFY(open);
    QVERIFY(bench.write(1));
    QCOMPARE(bench.whyNotOpen(), "");
    QCOMPARE(offsets(bench.past), "1 2 3");
}

QTEST_GUILESS_MAIN(TestSqliteHistory)
#include "tst_sqlitehistory.moc"
