#include "core/observe/eventlog.h"

#include "tests/support/logchannel.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QProcess>
#include <QTest>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace sluice;

Q_DECLARE_METATYPE(sluice::support::LogChannel::Kind)
Q_LOGGING_CATEGORY(someCategory, "some.category")

namespace {

// The log goes there while it lives.
struct Channel : support::LogChannel {
    using LogChannel::LogChannel;
    ~Channel()
    {
        closeReader(); // or what waits for it would be waited for
        eventlog::configure({});
    }
};

QString eventOf(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object()[QLatin1String("event")].toString();
}

void pipeAndSocket()
{
    QTest::addColumn<support::LogChannel::Kind>("kind");
    QTest::newRow("a pipe") << support::LogChannel::Pipe;
    QTest::newRow("a socket, as under systemd") << support::LogChannel::Socket;
}

constexpr int burst = 12000; // nearly all that may wait
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
    void burstMissesNothing_data() { pipeAndSocket(); }
    void burstMissesNothing();
    void stalledReaderCostsLinesOnly_data() { pipeAndSocket(); }
    void stalledReaderCostsLinesOnly();
    void lineLongerThanAPipeIsWhole();
    void whatWaitsGoesOutWhenTheProcessExits();
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
    const Channel channel(Channel::Pipe);
    eventlog::configure({ LogLevel::Warning, LogFormat::Text, channel.descriptor() });
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
    const Channel channel(Channel::Pipe);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.descriptor() });
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
    const Channel channel(Channel::Pipe);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.descriptor() });
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

void TestEventLog::burstMissesNothing()
{
    QFETCH(support::LogChannel::Kind, kind);
    const Channel channel(kind);
    eventlog::configure({ LogLevel::Info, LogFormat::Text, channel.descriptor() });
    constexpr int written = 3000; // several times what either holds
    for (int i = 0; i < written; ++i)
        eventlog::write(LogLevel::Info, "hub", "flood", "One of many.");
    const QByteArray seen
        = channel.readUntil([](const QByteArray& all) { return all.count('\n') == written; });
    QCOMPARE(seen.count("One of many.\n"), written);
}

void TestEventLog::stalledReaderCostsLinesOnly()
{
    QFETCH(support::LogChannel::Kind, kind);
    const Channel channel(kind);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.descriptor() });
    constexpr int written = 30000; // far more than fits; who waited for room would hang here
    for (int i = 0; i < written; ++i)
        eventlog::write(LogLevel::Info, "hub", "flood", "One of many.");
    // By then more has left the backlog than a pipe or a socket holds, so that there is room in it.
    QByteArray seen = channel.readUntil([](const QByteArray& all) { return all.size() > 600000; });

    eventlog::write(LogLevel::Info, "hub", "after", "The reader is back.");
    seen += channel.readUntil(
        [](const QByteArray& all) { return all.contains("\"after\"") && all.endsWith('\n'); });
    const auto lines = seen.trimmed().split('\n');
    const auto kept = lines.size() - 2;
    QVERIFY(kept > 0 && kept < written);
    for (const QByteArray& line : lines.first(kept))
        QCOMPARE(eventOf(line), QStringLiteral("flood"));
    const auto notice = QJsonDocument::fromJson(lines[kept]).object();
    QCOMPARE(notice[QLatin1String("event")].toString(), QStringLiteral("log_lines_lost"));
    QCOMPARE(notice[QLatin1String("lines")].toInt(), written - static_cast<int>(kept));
    QCOMPARE(eventOf(lines.last()), QStringLiteral("after"));
}

void TestEventLog::lineLongerThanAPipeIsWhole()
{
    const Channel channel(Channel::Pipe);
    eventlog::configure({ LogLevel::Info, LogFormat::Json, channel.descriptor() });
    const std::string endless(1 << 19, 'x');
    eventlog::write(LogLevel::Info, "hub", "endless", endless);
    eventlog::write(LogLevel::Info, "hub", "after", "Behind it.");
    const auto lines
        = channel.readUntil([](const QByteArray& all) { return all.count('\n') == 2; }).split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(eventOf(lines[0]), QStringLiteral("endless"));
    QCOMPARE(eventOf(lines[1]), QStringLiteral("after"));
}

void TestEventLog::whatWaitsGoesOutWhenTheProcessExits()
{
    support::LogChannel channel(support::LogChannel::Pipe);
    QProcess process;
    process.setChildProcessModifier([&] { ::dup2(channel.descriptor(), 2); });
    process.start(QCoreApplication::applicationFilePath(), { QStringLiteral("--burst") });
    QVERIFY(process.waitForReadyRead()); // what it wrote waits
    channel.closeWriter();
    const QByteArray seen = channel.readUntilEnd();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(seen.count("One of many.\n"), burst);
}

void TestEventLog::sharedPipeStaysBlockingForOthers()
{
    const Channel channel(Channel::Pipe);
    eventlog::configure({ LogLevel::Info, LogFormat::Text, channel.descriptor() });
    QVERIFY((::fcntl(channel.descriptor(), F_GETFL) & O_NONBLOCK) == 0);
}

// Between "bye" and the end there is nothing but the log's farewell.
int leaveABurst()
{
    std::atexit([] { ::_exit(0); });
    constexpr auto patient = std::chrono::minutes(1);
    eventlog::configure({ LogLevel::Info, LogFormat::Text, 2, patient });
    for (int i = 0; i < burst; ++i)
        eventlog::write(LogLevel::Info, "hub", "flood", "One of many.");
    return std::atexit([] { std::puts("bye"), std::fflush(stdout); });
}

int main(int argc, char** argv)
{
    if (argc == 2 && QByteArray(argv[1]) == "--burst")
        return leaveABurst();
    const QCoreApplication application(argc, argv);
    TestEventLog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_eventlog.moc"
