#include "core/net/certificatewatch.h"

#include "core/observe/metrics.h"
#include "tests/core/net/tlsbench.h"
#include "tests/support/loglines.h"
#include "tests/support/manualclock.h"
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

// What an operator learns of the end of a certificate before the clients do.
class TestCertificateWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMetricIsTheEndInUnixTime();
    void whatTheLogSays_data();
    void whatTheLogSays();
    void anotherOneIsAnotherMatter();
};

void TestCertificateWatch::theMetricIsTheEndInUnixTime()
{
    Metrics metrics;
    const support::ManualClock clock;
    CertificateWatch watch(metrics, clock);
    QCOMPARE(metrics.tlsCertificateExpiry.Value(), 0.0);
    watch.watch(nullptr);
    QCOMPARE(metrics.tlsCertificateExpiry.Value(), 0.0);
    const auto before = std::chrono::system_clock::now();
    watch.watch(testContext()); // for an hour from its making
    const auto end = std::chrono::system_clock::to_time_t(before + 1h);
    QVERIFY(metrics.tlsCertificateExpiry.Value() > static_cast<double>(end - 600));
    QVERIFY(metrics.tlsCertificateExpiry.Value() < static_cast<double>(end + 600));
    QVERIFY(metrics.expose().find("sluice_tls_certificate_expiry_timestamp_seconds ")
            != std::string::npos);
}

void TestCertificateWatch::whatTheLogSays_data()
{
    constexpr qint64 day = 86400;
    QTest::addColumn<qint64>("secondsLeft");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("two weeks and more") << 14 * day << QByteArray();
    QTest::newRow("less than two weeks")
        << 14 * day - 1 << QByteArray("The TLS certificate ends in 13 days, on ");
    QTest::newRow("two days") << 2 * day << QByteArray("The TLS certificate ends in 2 days, on ");
    QTest::newRow("less than two days")
        << 2 * day - 1 << QByteArray("The TLS certificate ends in 47 hours, on ");
    QTest::newRow("an hour") << qint64 { 3600 }
                             << QByteArray("The TLS certificate ends in 1 hour, on ");
    QTest::newRow("over") << qint64 { 0 } << QByteArray("The TLS certificate has ended on ");
}

void TestCertificateWatch::whatTheLogSays()
{
    QFETCH(qint64, secondsLeft);
    QFETCH(QByteArray, said);
    support::LogLines log;
    Metrics metrics;
    support::ManualClock clock;
    CertificateWatch watch(metrics, clock);
    const auto end = testContext()->expires() - std::chrono::seconds(secondsLeft);
    clock.pass(std::chrono::duration_cast<std::chrono::milliseconds>(end - clock.wallTime()));
    watch.watch(testContext());
    watch.look(); // the next day's, here at the same time
    const auto lines = log.take();
    QCOMPARE(lines.size(), std::size_t { said.isEmpty() ? 0U : 2U });
    for (const std::string& line : lines)
        QVERIFY2(line.find("WARN  server " + said.toStdString()) != std::string::npos,
                 line.c_str());
}

void TestCertificateWatch::anotherOneIsAnotherMatter()
{
    const support::Certificate certificate;
    const auto loaded = TlsContext::load(certificate.certificateFile, certificate.keyFile);
    const auto again = TlsContext::load(certificate.certificateFile, certificate.keyFile);
    QVERIFY(std::get<0>(loaded)->hasCertificateOf(*std::get<0>(again)));
    QVERIFY(!std::get<0>(loaded)->hasCertificateOf(*testContext()));
}

QTEST_GUILESS_MAIN(TestCertificateWatch)
#include "tst_certificatewatch.moc"
