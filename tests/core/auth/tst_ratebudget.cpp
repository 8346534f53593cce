#include "core/auth/ratebudget.h"

#include <QTest>
#include <random>

using namespace std::chrono_literals;
using sluice::RateBudget;

namespace {

const RateBudget::Clock::time_point start { std::chrono::hours(1) };

} // namespace

class TestRateBudget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeMinutesBudgetMayGoAtOnce();
    void itRefillsEvenly();
    void aLongSilenceSavesOneMinuteOnly();
    void refusalsInARowAreCounted();
    void withoutALimitNothingRunsOut();
    void aNewRateCountsAtOnce();
    void untilNextIsNeitherLateNorEarly_data();
    void untilNextIsNeitherLateNorEarly();
    void neverMoreThanTheBudgetInAnyMinute();
    void triflesHaveTenTimesAsMuchOfTheirOwn();
    void triflesAreRefusedInTheSameRow();
    void withoutALimitTriflesDoNotRunOutEither();
};

void TestRateBudget::aWholeMinutesBudgetMayGoAtOnce()
{
    RateBudget budget(60, start);
    for (int left = 59; left >= 0; --left) {
        QCOMPARE(budget.untilNext(), 0ms);
        QVERIFY(budget.take(start));
        QCOMPARE(budget.remaining(), left);
    }
    QVERIFY(!budget.take(start));
    QCOMPARE(budget.untilNext(), 1000ms);
}

void TestRateBudget::itRefillsEvenly()
{
    RateBudget budget(60, start);
    for (int i = 0; i < 60; ++i)
        budget.take(start);
    QVERIFY(!budget.take(start + 999ms));
    QVERIFY(budget.take(start + 1001ms));
    QVERIFY(!budget.take(start + 1002ms));
    QVERIFY(budget.take(start + 2001ms));
}

void TestRateBudget::aLongSilenceSavesOneMinuteOnly()
{
    RateBudget budget(3, start);
    const auto later = start + 24h;
    for (int i = 0; i < 3; ++i)
        QVERIFY(budget.take(later));
    QVERIFY(!budget.take(later));
}

void TestRateBudget::refusalsInARowAreCounted()
{
    RateBudget budget(1, start);
    QVERIFY(budget.take(start));
    for (int refused = 1; refused <= 10; ++refused) {
        QVERIFY(!budget.take(start));
        QCOMPARE(budget.refusedInARow(), refused);
    }
    QVERIFY(budget.take(start + 61s));
    QCOMPARE(budget.refusedInARow(), 0);
}

void TestRateBudget::withoutALimitNothingRunsOut()
{
    RateBudget budget(0, start);
    for (int i = 0; i < 10000; ++i)
        QVERIFY(budget.take(start));
    QCOMPARE(budget.remaining(), -1);
    QCOMPARE(budget.untilNext(), 0ms);
    QCOMPARE(budget.refusedInARow(), 0);
}

void TestRateBudget::aNewRateCountsAtOnce()
{
    RateBudget budget(60, start);
    budget.setRate(2, start);
    QCOMPARE(budget.remaining(), 2);
    QVERIFY(budget.take(start) && budget.take(start) && !budget.take(start));
    budget.setRate(60, start); // what was spent is spent
    QVERIFY(!budget.take(start));
    QVERIFY(budget.take(start + 1001ms));
    budget.setRate(0, start + 1001ms);
    QVERIFY(budget.take(start + 1001ms));
    budget.setRate(3, start + 1001ms);
    QCOMPARE(budget.remaining(), 3);
}

void TestRateBudget::untilNextIsNeitherLateNorEarly_data()
{
    QTest::addColumn<unsigned>("perMinute");
    QTest::newRow("one a minute") << 1U;
    QTest::newRow("seven a minute, which divides nothing") << 7U;
    QTest::newRow("sixty a minute") << 60U;
    QTest::newRow("a hundred thousand a minute") << 100000U;
}

void TestRateBudget::untilNextIsNeitherLateNorEarly()
{
    QFETCH(unsigned, perMinute);
    RateBudget budget(perMinute, start);
    for (unsigned i = 0; i < perMinute; ++i)
        QVERIFY(budget.take(start));
    QVERIFY(!budget.take(start));
    const auto wait = budget.untilNext();
    QVERIFY(wait > 0ms);
    RateBudget impatient = budget;
    if (wait > 2ms)
        QVERIFY(!impatient.take(start + wait - 2ms));
    QVERIFY(budget.take(start + wait + 1ms));
}

void TestRateBudget::neverMoreThanTheBudgetInAnyMinute()
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        const auto perMinute = std::uniform_int_distribution<unsigned>(1, 100)(random);
        RateBudget budget(perMinute, start);
        auto now = start;
        unsigned taken = 0;
        for (int i = 0; i < 2000; ++i) {
            now += std::chrono::milliseconds(std::uniform_int_distribution<int>(0, 200)(random));
            taken += budget.take(now) ? 1 : 0;
            const double minutes
                = std::chrono::duration<double, std::ratio<60>>(now - start).count();
            QVERIFY(taken <= perMinute * (1.0 + minutes) + 1e-6);
            QVERIFY(budget.remaining() >= 0);
            QVERIFY(budget.remaining() <= std::int64_t { perMinute });
        }
    }
}

void TestRateBudget::triflesHaveTenTimesAsMuchOfTheirOwn()
{
    RateBudget budget(6, start);
    int taken = 0;
    while (budget.takeTrifle(start))
        ++taken;
    QVERIFY2(taken >= 59 && taken <= 60, qPrintable(QString::number(taken)));
    QCOMPARE(budget.remaining(), 6); // of messages
    QVERIFY(budget.take(start));
    const auto wait = budget.untilNextTrifle();
    QVERIFY(wait > 0ms && wait <= 1001ms);
    QVERIFY(budget.takeTrifle(start + wait + 1ms));
    QVERIFY(!budget.takeTrifle(start + wait + 1ms));
    QCOMPARE(budget.remaining(), 5);
}

void TestRateBudget::triflesAreRefusedInTheSameRow()
{
    RateBudget budget(1, start);
    while (budget.takeTrifle(start)) { }
    QVERIFY(!budget.takeTrifle(start));
    QCOMPARE(budget.refusedInARow(), 2);
    QVERIFY(budget.takeTrifle(start + 7s));
    QCOMPARE(budget.refusedInARow(), 2); // a trifle makes up for nothing
    QVERIFY(budget.take(start + 7s));
    QCOMPARE(budget.refusedInARow(), 0);
}

void TestRateBudget::withoutALimitTriflesDoNotRunOutEither()
{
    RateBudget budget(0, start);
    for (int i = 0; i < 10000; ++i)
        QVERIFY(budget.takeTrifle(start));
    QCOMPARE(budget.untilNextTrifle(), 0ms);
}

QTEST_APPLESS_MAIN(TestRateBudget)
#include "tst_ratebudget.moc"
