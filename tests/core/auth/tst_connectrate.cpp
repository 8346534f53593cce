#include "core/auth/connectrate.h"

#include <QTest>
#include <random>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using sluice::ConnectRate;

namespace {

const ConnectRate::Clock::time_point start { std::chrono::hours(1) };

std::uint32_t takenOf(ConnectRate& rate, std::uint32_t perSecond, std::uint32_t attempts,
                      ConnectRate::Clock::time_point now)
{
    std::uint32_t taken = 0;
    for (std::uint32_t i = 0; i < attempts; ++i)
        taken += rate.take(perSecond, now) ? 1 : 0;
    return taken;
}

} // namespace

class TestConnectRate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneSecondsWorthMayComeAtOnce_data();
    void oneSecondsWorthMayComeAtOnce();
    void itRefillsEvenly();
    void aLongSilenceSavesOneSecondOnly();
    void withoutALimitAllComeIn();
    void aNewRateHoldsAtOnce();
    void neverMoreThanTheRateInAnyTime();
    void manyThreadsTogetherAreLetInAsOne();
};

void TestConnectRate::oneSecondsWorthMayComeAtOnce_data()
{
    QTest::addColumn<unsigned>("perSecond");
    for (const unsigned perSecond : { 1U, 2U, 3U, 7U, 60U, 999U, 100'000U, 999'999U, 1'000'000U })
        QTest::addRow("%u a second", perSecond) << perSecond;
}

void TestConnectRate::oneSecondsWorthMayComeAtOnce()
{
    QFETCH(unsigned, perSecond);
    ConnectRate rate;
    QCOMPARE(takenOf(rate, perSecond, perSecond + 5, start), perSecond);
}

void TestConnectRate::itRefillsEvenly()
{
    ConnectRate rate;
    QCOMPARE(takenOf(rate, 10, 100, start), 10U);
    QVERIFY(!rate.take(10, start + 99ms));
    QVERIFY(rate.take(10, start + 100ms));
    QVERIFY(!rate.take(10, start + 199ms));
    QCOMPARE(takenOf(rate, 10, 100, start + 700ms), 6U);
}

void TestConnectRate::aLongSilenceSavesOneSecondOnly()
{
    ConnectRate rate;
    QVERIFY(rate.take(5, start));
    QCOMPARE(takenOf(rate, 5, 100, start + 24h), 5U);
}

void TestConnectRate::withoutALimitAllComeIn()
{
    ConnectRate rate;
    QCOMPARE(takenOf(rate, 0, 10000, start), 10000U);
}

void TestConnectRate::aNewRateHoldsAtOnce()
{
    ConnectRate rate;
    QCOMPARE(takenOf(rate, 2, 10, start), 2U);
    QCOMPARE(takenOf(rate, 100, 1000, start + 1s), 100U);
    QCOMPARE(takenOf(rate, 2, 10, start + 1500ms), 1U);
}

void TestConnectRate::neverMoreThanTheRateInAnyTime()
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        std::mt19937 random(seed);
        const auto perSecond = std::uniform_int_distribution<unsigned>(1, 2000)(random);
        ConnectRate rate;
        auto now = start;
        unsigned taken = 0;
        for (int i = 0; i < 2000; ++i) {
            now += std::chrono::microseconds(std::uniform_int_distribution<int>(0, 5000)(random));
            taken += rate.take(perSecond, now) ? 1 : 0;
            const double seconds = std::chrono::duration<double>(now - start).count();
            QVERIFY(taken <= perSecond * (1.0 + seconds) + 1e-6);
        }
    }
}

void TestConnectRate::manyThreadsTogetherAreLetInAsOne()
{
    constexpr unsigned perSecond = 1000;
    for (int round = 0; round < 20; ++round) {
        ConnectRate rate;
        std::vector<std::uint32_t> taken(4);
        std::vector<std::thread> loops;
        for (std::uint32_t& mine : taken)
            loops.emplace_back([&] { mine = takenOf(rate, perSecond, 600, start); });
        for (std::thread& loop : loops)
            loop.join();
        QCOMPARE(taken[0] + taken[1] + taken[2] + taken[3], perSecond);
    }
}

QTEST_APPLESS_MAIN(TestConnectRate)
#include "tst_connectrate.moc"
