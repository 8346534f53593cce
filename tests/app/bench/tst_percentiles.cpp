#include "app/bench/percentiles.h"
#include <QTest>

using namespace std::chrono_literals;
using sluice::bench::Percentiles;

class TestPercentiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearestRank_data();
    void nearestRank();
    void samplesMayFollowAQuestion();
};

void TestPercentiles::nearestRank_data()
{
    QTest::addColumn<int>("samples"); // 1 … samples ns, added from the largest to the smallest
    QTest::addColumn<double>("percent");
    QTest::addColumn<int>("expected");
    QTest::newRow("no sample at all") << 0 << 50.0 << 0;
    QTest::newRow("one sample is every percentile") << 1 << 99.0 << 1;
    QTest::newRow("median of an even count is the lower of the two") << 100 << 50.0 << 50;
    QTest::newRow("median of an odd count") << 5 << 50.0 << 3;
    QTest::newRow("p99 of a hundred") << 100 << 99.0 << 99;
    QTest::newRow("p99 of ten is the largest") << 10 << 99.0 << 10;
    QTest::newRow("p0 is the smallest") << 10 << 0.0 << 1;
    QTest::newRow("p100 is the largest") << 10 << 100.0 << 10;
}

void TestPercentiles::nearestRank()
{
    QFETCH(int, samples);
    QFETCH(double, percent);
    QFETCH(int, expected);
    Percentiles percentiles;
    for (int i = samples; i > 0; --i)
        percentiles.add(std::chrono::nanoseconds(i));
    QCOMPARE(percentiles.at(percent).count(), expected);
}

void TestPercentiles::samplesMayFollowAQuestion()
{
    Percentiles percentiles;
    percentiles.add(5ns);
    QCOMPARE(percentiles.at(100).count(), 5);
    percentiles.add(3ns);
    QCOMPARE(percentiles.at(0).count(), 3);
    QCOMPARE(percentiles.count(), 2U);
}

QTEST_APPLESS_MAIN(TestPercentiles)
#include "tst_percentiles.moc"
