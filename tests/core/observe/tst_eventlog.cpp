#include "core/observe/eventlog.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTest>
#include <array>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace sluice;

Q_LOGGING_CATEGORY(someCategory, "some.category")

namespace {

// A descriptor to log into and the end to read what arrived.
struct Channel {
    std::array<int, 2> ends { -1, -1 }; // read, write

    explicit Channel(bool socket)
    {
        const int result
            = socket ? ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) : ::pipe(ends.data());
        if (result != 0)
            qFatal("no channel");
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    }
    ~Channel()
    {
        eventlog::configure({});
        ::close(ends[0]);
        ::close(ends[1]);
    }

    QByteArray readAll() const
    {
        QByteArray all;
        std::array<char, 65536> buffer {};
        for (;;) {
            const auto n = ::read(ends[0], buffer.data(), buffer.size());
            if (n <= 0)
                return all;
            all.append(buffer.data(), n);
        }
    }
};

const std::string noon = "2026-11-21T12:00:00.000Z";

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textLines_data();
    void textLines();
    void jsonLineHasEveryField();
    void nobodyForgesALine_data();
    void nobodyForgesALine();
    void levelDecidesWhatIsWritten();
    void qtSpeaksHereToo();
    void threadsDoNotMixTheirLines();
    void readerWhoKeepsUpMissesNothing_data() { stalledReaderCostsLinesOnly_data(); }
    void readerWhoKeepsUpMissesNothing();
    void stalledReaderCostsLinesOnly_data();
    void stalledReaderCostsLinesOnly();
    void tornLineDoesNotSpoilTheNext();
    void sharedPipeStaysBlockingForOthers();
};

void TestEventLog::textLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, LogLevel level, std::string_view category,
                        std::string_view message, std::initializer_list<LogField> fields,
                        const char* expected) {
        QTest::newRow(name) << QByteArray::fromStdString(
            eventlog::format(LogFormat::Text, noon, level, category, "event", message, fields))
                            << QByteArray(expected);
    };
    row("the sentence says all", LogLevel::Info, "drain",
        "Waiting for 3 connections to close. Time remaining: 1795s",
        { { "connections", std::int64_t(3) }, { "remaining_s", std::int64_t(1795) } },
        "2026-11-21T12:00:00.000Z INFO  drain  Waiting for 3 connections to close. "
        "Time remaining: 1795s\n");
    row("fields that add something", LogLevel::Warning, "net", "Refused.",
        { { "peer", "127.0.0.1" }, { "code", std::int64_t(1008) }, { "again", false } },
        "2026-11-21T12:00:00.000Z WARN  net    Refused. peer=127.0.0.1 code=1008 again=false\n");
    row("a number inside a longer one adds something", LogLevel::Error, "hub", "Total: 13",
        { { "code", std::int64_t(3) } },
        "2026-11-21T12:00:00.000Z ERROR hub    Total: 13 code=3\n");
    row("a value with blanks is quoted", LogLevel::Debug, "session", "Hello.",
        { { "agent", "curl 8" }, { "ratio", 0.5 } },
        "2026-11-21T12:00:00.000Z DEBUG session Hello. agent=\"curl 8\" ratio=0.5\n");
    row("an empty value is left out", LogLevel::Trace, "http", "Bye.", { { "from", "" } },
        "2026-11-21T12:00:00.000Z TRACE http   Bye.\n");
    row("a sentence keeps its quotes", LogLevel::Info, "http", "Said \"no\".", {},
        "2026-11-21T12:00:00.000Z INFO  http   Said \"no\".\n");
}

void TestEventLog::textLines()
{
    QFETCH(QByteArray, line);
    QTEST(line, "expected");
}

void TestEventLog::jsonLineHasEveryField()
{
    const auto line = eventlog::format(LogFormat::Json, noon, LogLevel::Warning, "hub",
                                       "client_disconnected", "Total connections: 2",
                                       { { "client_id", "c-1" },
                                         { "total_connections", std::int64_t(2) },
                                         { "seconds", 1.5 },
                                         { "clean", true } });
    const std::string expected
        = R"({"time":"2026-11-21T12:00:00.000Z","level":"warning","category":"hub",)"
          R"("event":"client_disconnected","message":"Total connections: 2",)"
          R"("client_id":"c-1","total_connections":2,"seconds":1.5,"clean":true})"
          "\n";
    QCOMPARE(line, expected);
}

void TestEventLog::nobodyForgesALine_data()
{
    QTest::addColumn<QByteArray>("attack");
    QTest::newRow("newline") << QByteArray("x\n2026 INFO forged");
    QTest::newRow("carriage return") << QByteArray("x\rforged");
    QTest::newRow("terminal escape") << QByteArray("\x1b[2J");
    QTest::newRow("C1 escape") << QByteArray("\xc2\x9b"
                                             "2J");
    QTest::newRow("next line") << QByteArray("x\xc2\x85y");
    QTest::newRow("line separator") << QByteArray("x\xe2\x80\xa8y");
    QTest::newRow("nul") << QByteArray("x\0y", 3);
    QTest::newRow("field inside a value") << QByteArray("x admin=true");
}

void TestEventLog::nobodyForgesALine()
{
    QFETCH(QByteArray, attack);
    const std::string text = attack.toStdString();
    for (const auto format : { LogFormat::Text, LogFormat::Json }) {
        const auto line = QString::fromStdString(eventlog::format(
            format, noon, LogLevel::Info, "hub", "event", "Said: " + text, { { "id", text } }));
        QCOMPARE(line.count(QLatin1Char('\n')), 1);
        QVERIFY(line.endsWith(QLatin1Char('\n')));
        const QString shown = line.chopped(1);
        for (const QChar c : shown) {
            QVERIFY(c.category() != QChar::Other_Control);
            QVERIFY(c.category() != QChar::Separator_Line);
        }
    }
    const auto field = eventlog::format(LogFormat::Text, noon, LogLevel::Info, "hub", "event",
                                        "Hello.", { { "id", text } });
    QVERIFY(field.find(" admin=true\n") == field.npos);
}

void TestEventLog::levelDecidesWhatIsWritten()
{
    const Channel channel(false);
    eventlog::configure({ LogLevel::Warning, LogFormat::Text, channel.ends[1] });
    QVERIFY(!eventlog::enabled(LogLevel::Info));
    QVERIFY(eventlog::enabled(LogLevel::Warning));
    eventlog::write(LogLevel::Info, "hub", "quiet", "Not to be seen.");
    eventlog::write(LogLevel::Error, "hub", "loud", "To be seen.");
    const QByteArray seen = channel.readAll();
    QVERIFY(seen.endsWith("ERROR hub    To be seen.\n"));
    QCOMPARE(seen.count('\n'), 1);
}

void TestEventLog::qtSpeaksHereToo()
{
    const Channel channel(false);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.ends[1] });
    qCWarning(someCategory) << "mind the gap";
    const auto line = QJsonDocument::fromJson(channel.readAll()).object();
    QCOMPARE(line[QLatin1String("level")].toString(), QStringLiteral("warning"));
    QCOMPARE(line[QLatin1String("category")].toString(), QStringLiteral("qt"));
    QCOMPARE(line[QLatin1String("event")].toString(), QStringLiteral("qt_message"));
    QCOMPARE(line[QLatin1String("message")].toString(), QStringLiteral("mind the gap"));
    QCOMPARE(line[QLatin1String("qt_category")].toString(), QStringLiteral("some.category"));
}

void TestEventLog::threadsDoNotMixTheirLines()
{
    const Channel channel(false);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.ends[1] });
    constexpr int writers = 4, lines = 50; // together less than a pipe holds
    std::vector<std::thread> threads;
    for (int t = 0; t < writers; ++t) {
        threads.emplace_back([] {
            for (int i = 0; i < lines; ++i)
                eventlog::write(LogLevel::Info, "hub", "event", "A sentence.",
                                { { "i", std::int64_t(i) } });
        });
    }
    for (auto& thread : threads)
        thread.join();
    const auto all = channel.readAll().trimmed().split('\n');
    QCOMPARE(all.size(), writers * lines);
    for (const QByteArray& line : all)
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
}

void TestEventLog::readerWhoKeepsUpMissesNothing()
{
    QFETCH(bool, socket);
    const Channel channel(socket);
    eventlog::configure({ LogLevel::Info, LogFormat::Text, channel.ends[1] });
    constexpr int written = 3000; // several times what either holds
    std::thread writer([] {
        for (int i = 0; i < written; ++i)
            eventlog::write(LogLevel::Info, "hub", "flood", "One of many.");
    });
    qsizetype seen = 0;
    while (seen < written) {
        pollfd ready { channel.ends[0], POLLIN, 0 };
        constexpr int tooLongMs = 10000;
        if (::poll(&ready, 1, tooLongMs) != 1)
            break;
        seen += channel.readAll().count('\n');
    }
    writer.join();
    QCOMPARE(seen, written);
}

void TestEventLog::stalledReaderCostsLinesOnly_data()
{
    QTest::addColumn<bool>("socket");
    QTest::newRow("a pipe") << false;
    QTest::newRow("a socket, as under systemd") << true;
}

void TestEventLog::stalledReaderCostsLinesOnly()
{
    QFETCH(bool, socket);
    const Channel channel(socket);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.ends[1] });
    constexpr int written = 20000; // far more than either holds; a blocking write would hang here
    for (int i = 0; i < written; ++i)
        eventlog::write(LogLevel::Info, "hub", "flood", "One of many.");
    const auto kept = channel.readAll().count('\n');
    QVERIFY(kept > 0);
    QVERIFY(kept < written);

    eventlog::write(LogLevel::Info, "hub", "after", "The reader is back.");
    const auto lines = channel.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const auto notice = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(notice[QLatin1String("event")].toString(), QStringLiteral("log_lines_lost"));
    QCOMPARE(notice[QLatin1String("lines")].toInt(), written - static_cast<int>(kept));
    QCOMPARE(QJsonDocument::fromJson(lines[1]).object()[QLatin1String("event")].toString(),
             QStringLiteral("after"));
}

void TestEventLog::tornLineDoesNotSpoilTheNext()
{
    const Channel channel(false);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.ends[1] });
    const std::string endless(1 << 20, 'x'); // longer than the pipe
    eventlog::write(LogLevel::Info, "hub", "endless", endless);
    QVERIFY(channel.readAll().size() < 1 << 20);
    eventlog::write(LogLevel::Info, "hub", "after", "Whole again.");
    const auto lines = channel.readAll().trimmed().split('\n');
    QCOMPARE(QJsonDocument::fromJson(lines.last()).object()[QLatin1String("event")].toString(),
             QStringLiteral("after"));
}

void TestEventLog::sharedPipeStaysBlockingForOthers()
{
    const Channel channel(false);
    eventlog::configure({ LogLevel::Info, LogFormat::Text, channel.ends[1] });
    QVERIFY((::fcntl(channel.ends[1], F_GETFL) & O_NONBLOCK) == 0);
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
