#include "core/drain/drainlog.h"

#include "core/text/spoken.h"
#include "tests/core/drain/drainbench.h"
#include "tests/support/loglines.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

namespace {

bool isSaid(const std::vector<std::string>& lines, const std::string& words)
{
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(words) != line.npos; });
}

struct Bench : DrainBench {
    explicit Bench(std::uint64_t clients, LogFormat format = LogFormat::Text)
        : DrainBench(0), lines(format), log(drain)
    {
        setClients(clients);
    }
    support::LogLines lines;
    DrainLog log;
};

} // namespace

class TestDrainLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void durationsAsPeopleSayThem_data();
    void durationsAsPeopleSayThem();
    void aDrainThatEmpties();
    void aDrainThatRunsIntoItsDeadline();
    void aHurriedDrainSaysItsNewDeadline();
    void aRequestThatChangesNothingSaysWhy();
    void signalsSayWhatTheNextOneDoes();
    void programsReadTheSummary();
};

void TestDrainLog::durationsAsPeopleSayThem_data()
{
    QTest::addColumn<milliseconds>("time");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* words, milliseconds time) {
        QTest::newRow(words) << time << QString::fromLatin1(words);
    };
    row("30 minutes", 30min);
    row("1 minute", 1min);
    row("90 seconds", 90s);
    row("1 second", 1s);
    row("0 seconds", 0s);
    row("1 hour", 1h);
    row("24 hours", 24h);
    row("90 minutes", 90min);
    row("3601 seconds", 1h + 1s);
    row("1.6 seconds", 1600ms);
    row("10 seconds", 9999ms);
    row("0.5 seconds", 500ms);
}

void TestDrainLog::durationsAsPeopleSayThem()
{
    QFETCH(milliseconds, time);
    QFETCH(QString, words);
    QCOMPARE(QString::fromStdString(spoken(time)), words);
}

void TestDrainLog::aDrainThatEmpties()
{
    Bench bench(3);
    QVERIFY(bench.lines.isGood());
    bench.drain.onTerminationSignal();
    bench.clock.pass(5s);
    bench.drain.tick();
    bench.setClients(0);
    const auto lines = bench.lines.take();
    const std::vector<std::string> expected {
        "Shutdown signal received",
        "Graceful shutdown initiated",
        "Waiting for 3 connections to close. Time remaining: 1800s",
        "Waiting for 3 connections to close. Time remaining: 1795s",
        "All WebSocket connections closed. Proceeding with shutdown.",
        R"(Drain summary: {"initial":3,"left":3,"evicted":0,"forced":0,"refused":0,"seconds":5,"lost)",
        "Server shutdown complete",
    };
    QCOMPARE(lines.size(), expected.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        QVERIFY2(lines[i].find("INFO  drain  " + expected[i]) != std::string::npos,
                 lines[i].c_str());
}

void TestDrainLog::aDrainThatRunsIntoItsDeadline()
{
    Bench bench(2);
    bench.request();
    bench.clock.pass(30min);
    bench.drain.tick();
    bench.pass(5100ms);
    const auto lines = bench.lines.take();
    QVERIFY(isSaid(lines,
                   "Shutdown timeout (30 minutes) reached. Forcing shutdown with 2 active "
                   "connections."));
    QVERIFY(!isSaid(lines, "All WebSocket connections closed"));
    QVERIFY(isSaid(lines, "Server shutdown complete"));
    QVERIFY(!isSaid(lines, "Shutdown signal received"));
}

void TestDrainLog::aHurriedDrainSaysItsNewDeadline()
{
    Bench bench(2);
    bench.request();
    bench.hurry();
    QVERIFY(isSaid(bench.lines.take(), "one after another until the deadline in 10 seconds."));
}

void TestDrainLog::aRequestThatChangesNothingSaysWhy()
{
    Bench bench(2);
    bench.request();
    bench.lines.take();
    bench.request();
    const auto lines = bench.lines.take();
    QCOMPARE(lines.size(), std::size_t { 1 });
    QVERIFY(isSaid(lines, "Nothing changed: joined the drain that has begun"));
}

void TestDrainLog::signalsSayWhatTheNextOneDoes()
{
    Bench bench(2);
    bench.drain.onTerminationSignal();
    QVERIFY(isSaid(bench.lines.take(), "the next one hurries the drain"));
    bench.drain.onTerminationSignal();
    QVERIFY(isSaid(bench.lines.take(), "the next one forces the shutdown"));
}

void TestDrainLog::programsReadTheSummary()
{
    Bench bench(2, LogFormat::Json);
    bench.request();
    bench.clock.pass(1500ms);
    bench.setClients(0);
    const auto lines = bench.lines.take();
    const auto objectOf = [](const std::string& line) {
        return QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
    };
    QCOMPARE(objectOf(lines.back())[QLatin1String("exit_code")].toInt(-1), 0);
    const QJsonObject summary = objectOf(lines.at(lines.size() - 2));
    QCOMPARE(summary[QLatin1String("event")].toString(), QStringLiteral("drain_summary"));
    QCOMPARE(summary[QLatin1String("category")].toString(), QStringLiteral("drain"));
    QCOMPARE(summary[QLatin1String("initial")].toInt(-1), 2);
    QCOMPARE(summary[QLatin1String("left")].toInt(-1), 2);
    QCOMPARE(summary[QLatin1String("forced")].toInt(-1), 0);
    QCOMPARE(summary[QLatin1String("evicted")].toInt(-1), 0);
    QCOMPARE(summary[QLatin1String("refused")].toInt(-1), 0);
    QCOMPARE(summary[QLatin1String("lost_bytes")].toInt(-1), 0);
    QCOMPARE(summary[QLatin1String("seconds")].toDouble(), 1.5);
}

QTEST_GUILESS_MAIN(TestDrainLog)
#include "tst_drainlog.moc"
