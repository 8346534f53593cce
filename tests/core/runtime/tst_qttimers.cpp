#include "core/runtime/qttimers.h"

#include <QTest>
#include <QTimerEvent>
#include <functional>
#include <map>

using namespace std::chrono_literals;
using sluice::QtTimers;
using std::chrono::milliseconds;

namespace {
class Counter : public QObject {
public:
    std::map<int, int> fired;
    std::function<void(int)> reaction;

protected:
    void timerEvent(QTimerEvent* event) override
    {
        ++fired[event->timerId()];
        if (reaction)
            reaction(event->timerId());
    }
};

const auto never = [] { return false; };
} // namespace

// Time is an argument here, so every row is exact.
class TestQtTimers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void firesOnceItsTimeHasCome_data();
    void firesOnceItsTimeHasCome();
    void keepsItsRhythm_data();
    void keepsItsRhythm();
    void coarseNeighboursFireTogether();
    void intervalZeroFiresOnceATurn();
    void aSlowSlotOwesOneFiring();
    void timersFireInTheOrderOfTheirTimes();
    void mayRemoveItselfWhileFiring();
    void mayRemoveAnotherThatIsDue();
    void doesNotFireInsideItsOwnSlot();
    void anIdUsedAgainInTheSlotIsANewTimer();
    void stopLeavesTheRestDue();
    void listsTheTimersOfAnObject();
    void unknownTimersHaveNoRemainingTime();

private:
    QtTimers::Clock::time_point m_start { 1000h + 123ms };
    Counter m_counter;
};

void TestQtTimers::init()
{
    m_counter.fired.clear();
    m_counter.reaction = {};
}

void TestQtTimers::firesOnceItsTimeHasCome_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("earliest");
    QTest::addColumn<int>("latest");
    QTest::newRow("precise to the millisecond") << Qt::PreciseTimer << 1000 << 1000 << 1000;
    QTest::newRow("precise and long") << Qt::PreciseTimer << 3'600'000 << 3'600'000 << 3'600'000;
    QTest::newRow("coarse within 5 %") << Qt::CoarseTimer << 1000 << 950 << 1050;
    QTest::newRow("coarse and short is precise") << Qt::CoarseTimer << 10 << 10 << 10;
    QTest::newRow("coarse and just long enough to move") << Qt::CoarseTimer << 20 << 19 << 21;
    QTest::newRow("very coarse within a second") << Qt::VeryCoarseTimer << 5000 << 4500 << 5500;
    QTest::newRow("very coarse but short is coarse") << Qt::VeryCoarseTimer << 500 << 475 << 525;
}

void TestQtTimers::firesOnceItsTimeHasCome()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const int, interval);
    QFETCH(const int, earliest);
    QFETCH(const int, latest);
    QtTimers timers;
    timers.add(1, milliseconds(interval), type, m_counter, m_start);
    QCOMPARE(timers.fire(m_start + milliseconds(earliest) - 1ns, never), 0);
    QCOMPARE(timers.fire(m_start + milliseconds(latest), never), 1);
    QCOMPARE(m_counter.fired[1], 1);
}

void TestQtTimers::keepsItsRhythm_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::newRow("precise") << Qt::PreciseTimer;
    QTest::newRow("coarse") << Qt::CoarseTimer;
    QTest::newRow("very coarse") << Qt::VeryCoarseTimer;
}

void TestQtTimers::keepsItsRhythm()
{
    QFETCH(const Qt::TimerType, type);
    QtTimers timers;
    timers.add(1, 1100ms, type, m_counter, m_start);
    // The loop wakes 3 ms late each time; a thousand rounds may not add up.
    for (auto now = m_start; now < m_start + 1000 * 1100ms + 600ms;) {
        timers.fire(now, never);
        now += *timers.untilNext(now) + 3ms;
    }
    QCOMPARE(m_counter.fired[1], 1000);
}

void TestQtTimers::coarseNeighboursFireTogether()
{
    QtTimers timers;
    for (int id = 1; id <= 10; ++id)
        timers.add(id, 10s, Qt::CoarseTimer, m_counter, m_start + milliseconds(id));
    int turns = 0;
    int fired = 0;
    for (auto now = m_start; fired < 10; ++turns) {
        now += *timers.untilNext(now);
        fired += timers.fire(now, never);
    }
    QVERIFY2(turns <= 2, qPrintable(QString::number(turns)));
}

void TestQtTimers::intervalZeroFiresOnceATurn()
{
    QtTimers timers;
    timers.add(1, 0ms, Qt::CoarseTimer, m_counter, m_start);
    QCOMPARE(timers.untilNext(m_start), std::optional(0ms));
    for (int turn = 1; turn <= 5; ++turn) {
        QCOMPARE(timers.fire(m_start, never), 1);
        QCOMPARE(m_counter.fired[1], turn);
    }
}

void TestQtTimers::aSlowSlotOwesOneFiring()
{
    QtTimers timers;
    timers.add(1, 10ms, Qt::PreciseTimer, m_counter, m_start);
    timers.fire(m_start + 10ms, never);
    // The slot took 100 ms, ten intervals.
    QCOMPARE(timers.fire(m_start + 110ms, never), 1);
    QCOMPARE(timers.fire(m_start + 110ms, never), 0);
    QCOMPARE(timers.untilNext(m_start + 110ms), std::optional(10ms));
}

void TestQtTimers::timersFireInTheOrderOfTheirTimes()
{
    QtTimers timers;
    std::vector<int> order;
    m_counter.reaction = [&order](int id) { order.push_back(id); };
    timers.add(1, 30ms, Qt::PreciseTimer, m_counter, m_start);
    timers.add(2, 10ms, Qt::PreciseTimer, m_counter, m_start);
    timers.add(3, 20ms, Qt::PreciseTimer, m_counter, m_start);
    timers.fire(m_start + 1s, never);
    QCOMPARE(order, (std::vector { 2, 3, 1 }));
}

void TestQtTimers::mayRemoveItselfWhileFiring()
{
    QtTimers timers;
    m_counter.reaction = [&timers](int id) { QVERIFY(timers.remove(id)); };
    timers.add(1, 10ms, Qt::PreciseTimer, m_counter, m_start);
    timers.fire(m_start + 10ms, never);
    QCOMPARE(timers.fire(m_start + 1s, never), 0);
    QVERIFY(!timers.untilNext(m_start));
    QVERIFY(!timers.remove(1));
}

void TestQtTimers::mayRemoveAnotherThatIsDue()
{
    QtTimers timers;
    m_counter.reaction = [&timers](int) { timers.remove(2); };
    timers.add(1, 10ms, Qt::PreciseTimer, m_counter, m_start);
    timers.add(2, 20ms, Qt::PreciseTimer, m_counter, m_start);
    QCOMPARE(timers.fire(m_start + 1s, never), 1);
    QCOMPARE(m_counter.fired.count(2), 0U);
}

void TestQtTimers::doesNotFireInsideItsOwnSlot()
{
    QtTimers timers;
    timers.add(1, 0ms, Qt::PreciseTimer, m_counter, m_start);
    timers.add(2, 0ms, Qt::PreciseTimer, m_counter, m_start);
    m_counter.reaction = [&](int id) {
        if (id != 1)
            return;
        timers.fire(m_start, never); // a nested loop's turn
        timers.remove(2);
        QVERIFY(!timers.untilNext(m_start)); // or that loop would spin
    };
    timers.fire(m_start, never);
    QCOMPARE(m_counter.fired[1], 1);
    QCOMPARE(m_counter.fired[2], 1);
    QCOMPARE(timers.untilNext(m_start), std::optional(0ms));
}

void TestQtTimers::anIdUsedAgainInTheSlotIsANewTimer()
{
    QtTimers timers;
    m_counter.reaction = [&](int id) {
        timers.remove(id);
        timers.add(id, 1s, Qt::PreciseTimer, m_counter, m_start);
    };
    timers.add(1, 0ms, Qt::PreciseTimer, m_counter, m_start);
    timers.fire(m_start, never);
    QCOMPARE(timers.fire(m_start + 999ms, never), 0);
    QCOMPARE(timers.fire(m_start + 1s, never), 1);
}

void TestQtTimers::stopLeavesTheRestDue()
{
    QtTimers timers;
    timers.add(1, 10ms, Qt::PreciseTimer, m_counter, m_start);
    timers.add(2, 20ms, Qt::PreciseTimer, m_counter, m_start);
    const auto interrupted = [this] { return !m_counter.fired.empty(); };
    QCOMPARE(timers.fire(m_start + 20ms, interrupted), 1);
    QCOMPARE(m_counter.fired.count(2), 0U);
    QCOMPARE(timers.fire(m_start + 20ms, never), 2);
}

void TestQtTimers::listsTheTimersOfAnObject()
{
    QtTimers timers;
    Counter other;
    timers.add(1, 50ms, Qt::VeryCoarseTimer, m_counter, m_start);
    timers.add(2, 60ms, Qt::PreciseTimer, other, m_start);
    const auto list = timers.timersOf(m_counter);
    QCOMPARE(list.size(), 1);
    QCOMPARE(list.first().timerId, 1);
    QCOMPARE(list.first().interval, 50);
    QCOMPARE(list.first().timerType, Qt::VeryCoarseTimer);
    QVERIFY(timers.removeAll(m_counter));
    QVERIFY(!timers.removeAll(m_counter));
    QVERIFY(timers.timersOf(m_counter).isEmpty());
    QCOMPARE(timers.timersOf(other).size(), 1);
}

void TestQtTimers::unknownTimersHaveNoRemainingTime()
{
    QtTimers timers;
    QVERIFY(!timers.remaining(1, m_start));
    timers.add(1, 50ms, Qt::PreciseTimer, m_counter, m_start);
    QCOMPARE(timers.remaining(1, m_start + 10ms + 1us), std::optional(40ms));
    QCOMPARE(timers.remaining(1, m_start + 80ms), std::optional(0ms));
}

QTEST_GUILESS_MAIN(TestQtTimers)
#include "tst_qttimers.moc"
