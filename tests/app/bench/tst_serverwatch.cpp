#include "app/bench/answerhead.h"
#include "app/bench/serverwatch.h"
#include <QTest>

using namespace sluice::bench;

class TestServerWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsSamples_data();
    void readsSamples();
    void findsFields_data();
    void findsFields();
};

void TestServerWatch::readsSamples_data()
{
    QTest::addColumn<QByteArray>("metrics");
    QTest::addColumn<double>("largest");
    QTest::addColumn<double>("sum");
    QTest::newRow("one without labels") << QByteArray("a 1\nlag 0.5\nb 2\n") << 0.5 << 0.5;
    QTest::newRow("one a loop") << QByteArray("# TYPE lag gauge\nlag{loop=\"0\"} 0.25\n"
                                              "lag{loop=\"1\"} 1.5\n")
                                << 1.5 << 1.75;
    QTest::newRow("a longer name is another metric")
        << QByteArray("lag_total 3\nlag 1\n") << 1.0 << 1.0;
    QTest::newRow("the last line has no end") << QByteArray("lag 2e-3") << 0.002 << 0.002;
    QTest::newRow("none") << QByteArray("# HELP lag How late\nother 1\n") << -1.0 << -1.0;
    QTest::newRow("no number") << QByteArray("lag x\n") << -1.0 << -1.0;
    QTest::newRow("empty") << QByteArray() << -1.0 << -1.0;
}

void TestServerWatch::readsSamples()
{
    QFETCH(QByteArray, metrics);
    QFETCH(double, largest);
    QFETCH(double, sum);
    const auto found = samplesOf(metrics.toStdString(), "lag");
    QCOMPARE(found ? found->largest : -1, largest);
    QCOMPARE(found ? found->sum : -1, sum);
}

void TestServerWatch::findsFields_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("between others")
        << QByteArray("HTTP/1.1 202 Accepted\r\nA: b\r\nContent-Length: 12\r\nC: d")
        << QByteArray("12");
    QTest::newRow("the last, in capitals, without a space")
        << QByteArray("HTTP/1.1 200 OK\r\nCONTENT-LENGTH:7") << QByteArray("7");
    QTest::newRow("a field whose name ends alike is another")
        << QByteArray("HTTP/1.1 200 OK\r\nX-Content-Length: 9") << QByteArray();
    QTest::newRow("in the status line it is none")
        << QByteArray("HTTP/1.1 200 Content-Length: 9") << QByteArray();
    QTest::newRow("a line without a colon")
        << QByteArray("HTTP/1.1 200 OK\r\nnonsense") << QByteArray();
}

void TestServerWatch::findsFields()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, value);
    const std::string text = head.toStdString();
    QCOMPARE(QByteArray::fromStdString(std::string(fieldOf(text, "content-length"))), value);
}

QTEST_APPLESS_MAIN(TestServerWatch)
#include "tst_serverwatch.moc"
