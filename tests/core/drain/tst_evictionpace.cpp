#include "core/drain/evictionpace.h"

#include <QTest>
#include <algorithm>
#include <map>

using namespace std::chrono_literals;
using sluice::evictionPace;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

class TestEvictionPace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noSecondIsAHerd_data();
    void noSecondIsAHerd();
    void momentsRiseAndStayOnTheRamp();
    void twoLoopsAreNotInStep();
    void nobodyIsNoWork();
};

void TestEvictionPace::noSecondIsAHerd_data()
{
    QTest::addColumn<int>("clients");
    QTest::addColumn<milliseconds>("ramp");
    QTest::newRow("5,000 over 50 s") << 5000 << milliseconds(50s);
    QTest::newRow("15,000 over 20 s") << 15000 << milliseconds(20s);
    QTest::newRow("100 over 2 minutes") << 100 << milliseconds(2min);
}

void TestEvictionPace::noSecondIsAHerd()
{
    QFETCH(int, clients);
    QFETCH(milliseconds, ramp);
    for (unsigned seed = 1; seed <= 50; ++seed) {
        std::mt19937 random(seed);
        std::map<std::int64_t, int> bins;
        for (const milliseconds moment :
             evictionPace(static_cast<std::size_t>(clients), ramp, random))
            ++bins[moment / 1s];
        const double mean
            = static_cast<double>(clients) / (static_cast<double>(ramp.count()) / 1000);
        for (const auto& [second, closed] : bins)
            QVERIFY2(closed <= std::max(1.3 * mean, 2.0), std::to_string(second).c_str());
    }
}

void TestEvictionPace::momentsRiseAndStayOnTheRamp()
{
    std::mt19937 random(1);
    const auto moments = evictionPace(997, 10s, random);
    QCOMPARE(moments.size(), std::size_t { 997 });
    QVERIFY(std::is_sorted(moments.begin(), moments.end()));
    QVERIFY(moments.front() >= 0ms && moments.back() < 10s);
}

void TestEvictionPace::twoLoopsAreNotInStep()
{
    std::mt19937 random(1);
    QVERIFY(evictionPace(100, 10s, random) != evictionPace(100, 10s, random));
}

void TestEvictionPace::nobodyIsNoWork()
{
    std::mt19937 random(1);
    QVERIFY(evictionPace(0, 10s, random).empty());
}

QTEST_GUILESS_MAIN(TestEvictionPace)
#include "tst_evictionpace.moc"
