#include "gui/model/rowreader.h"

#include <QJsonDocument>
#include <QTest>

using namespace sluice;

namespace {

QJsonArray array(const char* json)
{
    return QJsonDocument::fromJson(json).array();
}

} // namespace

class TestRowReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreFoundByName();
    void whatIsMissingStaysUnknown();
    void aRowWithoutIdIsNone();
    void addressesAreWrittenLikeUrls();
    void timesAreRead_data();
    void timesAreRead();
};

void TestRowReader::columnsAreFoundByName()
{
    const RowReader reader(array(R"(["port","new","id","peer","queued_bytes","state","rtt_ms"])"));
    const auto row = reader.read(array(R"([80,{},"a","::1",5000000000,"closing",7])"));
    QVERIFY(row.has_value());
    QCOMPARE(row->id, QStringLiteral("a"));
    QCOMPARE(row->port, 80);
    QCOMPARE(row->queuedBytes, 5'000'000'000);
    QCOMPARE(row->state, ConnectionRow::State::Closing);
    QCOMPARE(row->rttMs, 7);
}

void TestRowReader::whatIsMissingStaysUnknown()
{
    const RowReader reader(
        array(R"(["id","user","last_in_at","rtt_ms","connected_at","user_agent"])"));
    const auto row = reader.read(array(R"(["a",null,null,null,"1970-01-01T00:00:05.000Z"])"));
    QVERIFY(row.has_value());
    QVERIFY(row->user.isEmpty());
    QCOMPARE(row->rttMs, -1);
    QCOMPARE(row->lastInAt, -1);
    QCOMPARE(row->idleSince(), 5000); // since it came
    QVERIFY(row->userAgent.isEmpty());
}

void TestRowReader::aRowWithoutIdIsNone()
{
    QVERIFY(!RowReader(array(R"(["id"])")).read(array("[null]")).has_value());
    QVERIFY(!RowReader(array(R"(["id"])")).read({}).has_value());
    QVERIFY(!RowReader().read(array(R"(["a"])")).has_value());
}

void TestRowReader::addressesAreWrittenLikeUrls()
{
    ConnectionRow row;
    row.port = 80;
    row.peer = QStringLiteral("10.0.0.1");
    QCOMPARE(row.address(), QStringLiteral("10.0.0.1:80"));
    row.peer = QStringLiteral("::1");
    QCOMPARE(row.address(), QStringLiteral("[::1]:80"));
}

void TestRowReader::timesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("time");
    QTest::newRow("as the server writes it")
        << QStringLiteral("2026-11-21T12:34:56.789Z") << qint64(1795264496789);
    QTest::newRow("a leap day") << QStringLiteral("2024-02-29T00:00:00.000Z")
                                << qint64(1709164800000);
    QTest::newRow("the beginning") << QStringLiteral("1970-01-01T00:00:00.000Z") << qint64(0);
    QTest::newRow("without milliseconds") << QStringLiteral("1970-01-01T00:00:01Z") << qint64(1000);
    QTest::newRow("with an offset") << QStringLiteral("1970-01-01T02:00:01+02:00") << qint64(1000);
    QTest::newRow("no such day") << QStringLiteral("2026-13-41T12:34:56.789Z") << qint64(-1);
    QTest::newRow("no time at all") << QStringLiteral("yesterday") << qint64(-1);
    QTest::newRow("letters where digits belong")
        << QStringLiteral("abcd-11-21T12:34:56.789Z") << qint64(-1);
    QTest::newRow("nothing") << QString() << qint64(-1);
}

void TestRowReader::timesAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, time);
    QCOMPARE(millisecondsSince1970(text), time);
}

QTEST_GUILESS_MAIN(TestRowReader)
#include "tst_rowreader.moc"
