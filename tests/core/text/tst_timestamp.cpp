#include "core/text/timestamp.h"

#include <QDateTime>
#include <QTest>

using namespace sluice;

class TestTimestamp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithQt_data();
    void agreesWithQt();
    void cachedSecondDoesNotOutliveItself();
};

namespace {

WallTime atMs(qint64 ms)
{
    return WallTime(std::chrono::milliseconds(ms));
}

QString byQt(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace

void TestTimestamp::agreesWithQt_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::newRow("the epoch") << qint64(0);
    QTest::newRow("a millisecond before the epoch") << qint64(-1);
    QTest::newRow("a leap day") << qint64(1709164800123);
    QTest::newRow("the last millisecond of a year") << qint64(1798761599999);
    QTest::newRow("one digit of milliseconds") << qint64(1795262400007);
    QTest::newRow("two digits of milliseconds") << qint64(1795262400070);
}

void TestTimestamp::agreesWithQt()
{
    QFETCH(qint64, ms);
    QCOMPARE(QString::fromStdString(timestamp(atMs(ms))), byQt(ms));
}

void TestTimestamp::cachedSecondDoesNotOutliveItself()
{
    constexpr qint64 start = 1795262399000;
    for (const qint64 step : { 0, 999, 1000, 500, 60000, -1, 86400000, 0 })
        QCOMPARE(QString::fromStdString(timestamp(atMs(start + step))), byQt(start + step));
}

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
