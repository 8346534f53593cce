#include "app/bench/processusage.h"
#include <QTest>
#include <unistd.h>

using namespace sluice::bench;

class TestProcessUsage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addsUserAndSystemTime_data();
    void addsUserAndSystemTime();
    void readsResidentMemory_data();
    void readsResidentMemory();
    void readsThisProcess();
    void nothingOfAProcessThatIsNot();
};

void TestProcessUsage::addsUserAndSystemTime_data()
{
    QTest::addColumn<QByteArray>("stat");
    QTest::addColumn<qint64>("ticks");
    QTest::newRow("a plain name") << QByteArray(
        "12 (sluice) S 1 12 12 0 -1 4194304 100 0 0 0 70 31 5 6 20 0 4 0 99 1 2")
                                  << qint64(101);
    QTest::newRow("a name with spaces and brackets")
        << QByteArray("12 (a) b (c d) R 1 12 12 0 -1 4194304 100 0 0 0 3 4 0 0 20 0 4 0 99 1 2")
        << qint64(7);
    QTest::newRow("cut before the times")
        << QByteArray("12 (sluice) S 1 12 12 0 -1 4194304 100 0 0 0 70") << qint64(-1);
    QTest::newRow("empty") << QByteArray() << qint64(-1);
}

void TestProcessUsage::addsUserAndSystemTime()
{
    QFETCH(QByteArray, stat);
    QFETCH(qint64, ticks);
    const auto found = cpuTicks(stat.toStdString());
    QCOMPARE(found ? static_cast<qint64>(*found) : -1, ticks);
}

void TestProcessUsage::readsResidentMemory_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("kb");
    QTest::newRow("smaps_rollup") << QByteArray(
        "00400000-7fff [rollup]\nRss:        9876 kB\nPss: 1 kB\n")
                                  << qint64(9876);
    QTest::newRow("status") << QByteArray("Name:\tsluice\nVmHWM:\t  20 kB\nVmRSS:\t  10 kB\n")
                            << qint64(10);
    QTest::newRow("a kernel thread has none") << QByteArray("Name:\tkworker\n") << qint64(-1);
}

void TestProcessUsage::readsResidentMemory()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, kb);
    const auto found = residentKb(text.toStdString());
    QCOMPARE(found ? static_cast<qint64>(*found) : -1, kb);
}

void TestProcessUsage::readsThisProcess()
{
    const auto usage = processUsage(getpid());
    QVERIFY(usage);
    QVERIFY(usage->residentKb > 100);
}

void TestProcessUsage::nothingOfAProcessThatIsNot()
{
    QVERIFY(!processUsage(-1));
}

QTEST_APPLESS_MAIN(TestProcessUsage)
#include "tst_processusage.moc"
