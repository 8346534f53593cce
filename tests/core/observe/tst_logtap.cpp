#include "core/observe/logtap.h"

#include <QTest>
#include <thread>
#include <unistd.h>

using namespace sluice;

namespace {

LogLine lineOf(int number)
{
    return { "now", LogLevel::Info, "test", "counted", std::to_string(number), {} };
}

} // namespace

class TestLogTap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closedItKeepsNothing();
    void linesComeOutInOrder();
    void whatIsNotFetchedInTimeIsCounted();
    void closingForgets();
    void itHearsWhatTheLogWrites();
    void manyMayWriteAtOnce();
};

void TestLogTap::closedItKeepsNothing()
{
    LogTap tap;
    QVERIFY(!tap.isOpen());
    tap.put(lineOf(1));
    tap.open();
    QVERIFY(tap.isOpen());
    QVERIFY(tap.take(10).lines.empty());
}

void TestLogTap::linesComeOutInOrder()
{
    LogTap tap;
    tap.open();
    for (int i = 0; i < 3; ++i)
        tap.put(lineOf(i));
    const LogTap::Batch first = tap.take(2);
    QCOMPARE(first.lines.size(), std::size_t { 2 });
    QCOMPARE(first.lines[0].message, std::string("0"));
    QCOMPARE(first.lines[1].message, std::string("1"));
    QCOMPARE(first.lost, std::uint64_t { 0 });
    QCOMPARE(tap.take(2).lines[0].message, std::string("2"));
}

void TestLogTap::whatIsNotFetchedInTimeIsCounted()
{
    LogTap tap;
    tap.open();
    for (int i = 0; i < static_cast<int>(LogTap::capacity) + 5; ++i)
        tap.put(lineOf(i));
    const LogTap::Batch batch = tap.take(1);
    QCOMPARE(batch.lost, std::uint64_t { 5 });
    QCOMPARE(batch.lines[0].message, std::string("5"));
    QCOMPARE(tap.take(1).lost, std::uint64_t { 0 });
}

void TestLogTap::closingForgets()
{
    LogTap tap;
    tap.open();
    tap.put(lineOf(1));
    tap.close();
    tap.open();
    QVERIFY(tap.take(10).lines.empty());
}

void TestLogTap::itHearsWhatTheLogWrites()
{
    eventlog::configure({ LogLevel::Info, LogFormat::Text, STDOUT_FILENO });
    eventlog::tap().open();
    eventlog::write(LogLevel::Warning, "test", "seen", "This is heard.", { { "n", true } });
    eventlog::write(LogLevel::Debug, "test", "unseen", "This is below the level.");
    const LogTap::Batch batch = eventlog::tap().take(10);
    eventlog::tap().close();
    QCOMPARE(batch.lines.size(), std::size_t { 1 });
    const LogLine& line = batch.lines[0];
    QCOMPARE(line.level, LogLevel::Warning);
    QCOMPARE(line.category, std::string("test"));
    QCOMPARE(line.event, std::string("seen"));
    QCOMPARE(line.message, std::string("This is heard."));
    QVERIFY(line.time.ends_with('Z'));
}

void TestLogTap::manyMayWriteAtOnce()
{
    LogTap tap;
    tap.open();
    constexpr int each = 200;
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([&tap] {
            for (int n = 0; n < each; ++n)
                tap.put(lineOf(n));
        });
    std::size_t fetched = 0;
    while (fetched < std::size_t { 4 } * each)
        fetched += tap.take(50).lines.size();
    for (std::thread& writer : writers)
        writer.join();
    QVERIFY(tap.take(1).lines.empty());
}

QTEST_APPLESS_MAIN(TestLogTap)
#include "tst_logtap.moc"
