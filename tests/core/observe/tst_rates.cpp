#include "core/observe/rates.h"

#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

class TestRates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingBeforeTheSecondSample();
    void steadyFlowIsTheSameInEveryWindow();
    void burstLeavesTheWindowsOneAfterTheOther();
    void halfFullWindowUsesWhatThereIs();
    void unevenBeatsDoNotShiftTheRate();
    void eagerCallerKeepsAMinute();
    void fallenCounterStartsOver();
};

namespace {
const Rates::Time start {};
}

void TestRates::nothingBeforeTheSecondSample()
{
    Rates rates;
    QCOMPARE(rates.second(), 0.0);
    rates.sample(start, 1000);
    QCOMPARE(rates.minute(), 0.0);
}

void TestRates::steadyFlowIsTheSameInEveryWindow()
{
    Rates rates;
    for (int i = 0; i < 200; ++i)
        rates.sample(start + i * 1s, static_cast<std::uint64_t>(i) * 50);
    QCOMPARE(rates.second(), 50.0);
    QCOMPARE(rates.tenSeconds(), 50.0);
    QCOMPARE(rates.minute(), 50.0);
}

void TestRates::burstLeavesTheWindowsOneAfterTheOther()
{
    Rates rates;
    for (int i = 0; i <= 100; ++i)
        rates.sample(start + i * 1s, i == 100 ? 600U : 0U);
    QCOMPARE(rates.second(), 600.0);
    QCOMPARE(rates.tenSeconds(), 60.0);
    QCOMPARE(rates.minute(), 10.0);
    rates.sample(start + 101s, 600);
    QCOMPARE(rates.second(), 0.0);
    QCOMPARE(rates.tenSeconds(), 60.0);
    for (int i = 102; i <= 110; ++i)
        rates.sample(start + i * 1s, 600);
    QCOMPARE(rates.tenSeconds(), 0.0);
    QCOMPARE(rates.minute(), 10.0);
}

void TestRates::halfFullWindowUsesWhatThereIs()
{
    Rates rates;
    rates.sample(start, 0);
    rates.sample(start + 2s, 20);
    QCOMPARE(rates.minute(), 10.0);
}

void TestRates::unevenBeatsDoNotShiftTheRate()
{
    Rates rates;
    Rates::Time now = start;
    std::uint64_t ms = 0;
    for (int i = 0; i < 100; ++i) {
        const auto step = i % 2 ? 1030ms : 970ms;
        now += step;
        ms += static_cast<std::uint64_t>(step.count());
        rates.sample(now, ms); // a thousand a second, exactly
    }
    QCOMPARE(rates.second(), 1000.0);
    QCOMPARE(rates.minute(), 1000.0);
}

void TestRates::eagerCallerKeepsAMinute()
{
    Rates rates;
    for (int i = 0; i <= 1200; ++i) // every 100 ms for two minutes; a burst 50 s before the end
        rates.sample(start + i * 100ms, i >= 700 ? 6000U : 0U);
    QCOMPARE(rates.tenSeconds(), 0.0);
    QVERIFY(rates.minute() > 90 && rates.minute() < 110);
}

void TestRates::fallenCounterStartsOver()
{
    Rates rates;
    rates.sample(start, 1000);
    rates.sample(start + 1s, 10);
    QCOMPARE(rates.second(), 0.0);
    rates.sample(start + 2s, 15);
    QCOMPARE(rates.second(), 5.0);
}

QTEST_APPLESS_MAIN(TestRates)
#include "tst_rates.moc"
