#include "core/observe/metrics.h"
#include "core/observe/processfigures.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <array>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace sluice;

namespace {

QStringList linesOf(const Metrics& metrics)
{
    return QString::fromStdString(metrics.expose()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class TestMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFamilyIsThereFromTheStart_data();
    void everyFamilyIsThereFromTheStart();
    void everyLineIsPrometheusText();
    void everyReasonStartsAtZero();
    void countsShowUp();
    void unknownClientCodesAreOther();
    void threadsLoseNothing();
    void processFiguresAreAlive();
    void openDescriptorsAreCounted();
};

void TestMetrics::everyFamilyIsThereFromTheStart_data()
{
    QTest::addColumn<QString>("type");
    const auto row = [](const char* name, const char* type) {
        QTest::newRow(name) << QString::fromLatin1(type);
    };
    for (const char* name :
         { "sluice_build_info", "sluice_connections", "sluice_send_queue_bytes",
           "sluice_tls_certificate_expiry_timestamp_seconds", "sluice_drain_phase",
           "sluice_drain_remaining", "sluice_drain_deadline_seconds", "sluice_history_messages",
           "sluice_shutdown_duration_seconds", "sluice_loop_lag_seconds", "process_open_fds",
           "process_max_fds", "process_resident_memory_bytes", "process_virtual_memory_bytes",
           "process_start_time_seconds", "process_threads" })
        row(name, "gauge");
    for (const char* name :
         { "sluice_connections_accepted_total", "sluice_connections_rejected_total",
           "sluice_disconnects_total", "sluice_messages_received_total",
           "sluice_messages_sent_total", "sluice_failed_broadcasts_total",
           "sluice_slow_consumers_total", "sluice_rate_limited_total", "sluice_notifications_total",
           "sluice_drain_closed_total", "sluice_resumes_total", "sluice_backplane_placed_total",
           "sluice_backplane_placings_total", "sluice_backplane_read_total",
           "sluice_backplane_readings_total", "process_cpu_seconds_total" })
        row(name, "counter");
    for (const char* name : { "sluice_delivery_seconds", "sluice_fanout_seconds" })
        row(name, "histogram");
}

void TestMetrics::everyFamilyIsThereFromTheStart()
{
    QFETCH(QString, type);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const Metrics metrics("9.9", 1);
    const auto lines = linesOf(metrics);
    QVERIFY(lines.contains(QStringLiteral("# TYPE ") + name + QLatin1Char(' ') + type));
    QVERIFY(!lines.filter(QRegularExpression(QLatin1Char('^') + name + QStringLiteral("[ {_]")))
                 .isEmpty());
}

void TestMetrics::everyLineIsPrometheusText()
{
    const Metrics metrics("9.9", 2);
    const QRegularExpression comment(QStringLiteral("^# (HELP|TYPE) [a-z_:]+ .+$"));
    const QRegularExpression sample(QStringLiteral(
        R"(^[a-z_:]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? (-?[0-9.]+(e[-+]?[0-9]+)?|\+Inf)$)"));
    QSet<QString> seen;
    for (const QString& line : linesOf(metrics)) {
        const bool isComment = line.startsWith(QLatin1Char('#'));
        QVERIFY2((isComment ? comment : sample).match(line).hasMatch(), qPrintable(line));
        const QString series = line.section(QLatin1Char(' '), 0, isComment ? 2 : 0);
        QVERIFY2(!seen.contains(series), qPrintable(line));
        seen.insert(series);
    }
}

void TestMetrics::everyReasonStartsAtZero()
{
    const Metrics metrics;
    const auto lines = linesOf(metrics);
    for (std::size_t i = 0; i < closeReasonCount; ++i) {
        const CloseRow& row = closeRow(static_cast<CloseReason>(i));
        const QString token = QString::fromUtf8(row.token.data(), qsizetype(row.token.size()));
        QVERIFY(lines.contains(
            QStringLiteral("sluice_connections_rejected_total{reason=\"%1\"} 0").arg(token)));
        const auto ended = QStringLiteral("sluice_disconnects_total{code=\"%1\",reason=\"%2\"} 0");
        QVERIFY2(lines.contains(ended.arg(row.code).arg(token)), qPrintable(token));
    }
}

void TestMetrics::countsShowUp()
{
    Metrics metrics("9.9", 2);
    metrics.messagesSent.Increment(12345678);
    metrics.connections.Set(3);
    metrics.rejected(CloseReason::OriginDenied).Increment();
    metrics.disconnected(CloseReason::Kicked).Increment(2);
    metrics.slowConsumers(SlowConsumer::DropOldest).Increment();
    metrics.drainClosed(LeftBy::Eviction).Increment(7);
    metrics.resumes(ResumeResult::Gap).Increment();
    metrics.loopLag(1).Set(0.25);
    metrics.deliverySeconds.Observe(0.0003);
    const auto lines = linesOf(metrics);
    for (const char* expected :
         { "sluice_build_info{version=\"9.9\"} 1", "sluice_messages_sent_total 12345678",
           "sluice_connections 3", "sluice_connections_rejected_total{reason=\"origin_denied\"} 1",
           "sluice_disconnects_total{code=\"1008\",reason=\"kicked\"} 2",
           "sluice_slow_consumers_total{policy=\"drop_oldest\"} 1",
           "sluice_drain_closed_total{by=\"evicted\"} 7", "sluice_resumes_total{result=\"gap\"} 1",
           "sluice_loop_lag_seconds{loop=\"1\"} 0.25", "sluice_delivery_seconds_count 1" })
        QVERIFY2(lines.contains(QString::fromLatin1(expected)), expected);
    QCOMPARE(metrics.rejectedTotal(), std::uint64_t(1));
}

void TestMetrics::unknownClientCodesAreOther()
{
    Metrics metrics;
    for (const int code : { 1000, 1001, 4242, 0, 65535 })
        metrics.disconnectedByClient(static_cast<std::uint16_t>(code)).Increment();
    const auto lines = linesOf(metrics);
    const auto ended = QStringLiteral("sluice_disconnects_total{code=\"%1\",reason=\"client\"} %2");
    QVERIFY(lines.contains(ended.arg(QStringLiteral("1000")).arg(1)));
    QVERIFY(lines.contains(ended.arg(QStringLiteral("1006")).arg(0)));
    QVERIFY(lines.contains(ended.arg(QStringLiteral("other")).arg(3)));
}

void TestMetrics::threadsLoseNothing()
{
    Metrics metrics;
    constexpr int writers = 4, times = 5000;
    std::vector<std::thread> threads;
    for (int t = 0; t < writers; ++t) {
        threads.emplace_back([&metrics] {
            for (int i = 0; i < times; ++i) {
                metrics.messagesSent.Increment(2);
                metrics.fanoutSeconds.Observe(0.001);
            }
        });
    }
    const std::string meanwhile = metrics.expose();
    for (auto& thread : threads)
        thread.join();
    QVERIFY(!meanwhile.empty());
    const auto lines = linesOf(metrics);
    QVERIFY(lines.contains(QStringLiteral("sluice_messages_sent_total 40000")));
    QVERIFY(lines.contains(QStringLiteral("sluice_fanout_seconds_count 20000")));
}

void TestMetrics::processFiguresAreAlive()
{
    const Metrics metrics;
    for (const QString& line : linesOf(metrics)) {
        if (line.startsWith(QStringLiteral("process_")) && !line.contains(QStringLiteral("cpu")))
            QVERIFY2(line.section(QLatin1Char(' '), 1).toDouble() > 0, qPrintable(line));
    }
}

void TestMetrics::openDescriptorsAreCounted()
{
    const auto before = readProcessFigures().openDescriptors;
    std::array<int, 2> pipe {};
    QCOMPARE(::pipe(pipe.data()), 0);
    QCOMPARE(readProcessFigures().openDescriptors, before + 2);
    for (const int descriptor : pipe)
        ::close(descriptor);
    QCOMPARE(readProcessFigures().openDescriptors, before);
}

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
