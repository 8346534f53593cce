#include "core/runtime/restraint.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

// A thread that works as a test says, on clocks that nothing else moves.
struct Thread {
    void work(Restraint::Duration time, Restraint::Duration ranMeanwhile)
    {
        const auto started = restraint.start();
        now += time;
        ran += ranMeanwhile;
        restraint.done(started);
    }
    void work(Restraint::Duration time) { work(time, time); }
    void sleep(Restraint::Duration time)
    {
        restraint.rest();
        now += time;
    }
    void workAndSleep(Restraint::Duration time) // a hundred times, a millisecond of sleep each
    {
        for (int i = 0; i < 100; ++i) {
            work(time);
            sleep(1ms);
        }
    }
    void beKeptWaiting() { work(1ms, 400us); }

    Restraint::Duration now { 1h };
    Restraint::Duration ran { 1min };
    int pauses = 0;
    const int part = 2;
    Restraint restraint { [this] { ++pauses; },
                          { [this] { return now; }, [this] { return ran; } },
                          part };
};

} // namespace

class TestRestraint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoHasAProcessorIsNeverPaused();
    void whoIsKeptWaitingPauses();
    void whoLeavesHalfOfTheTimeIsNotPaused();
    void aSmallerPartIsHeldAsWell();
    void sleepIsNoWait();
    void aPauseIsAskedForOnce();
    void theMachineIsForgivenAfterASecond();
    void whatIsOwedIsLimited();
};

void TestRestraint::whoHasAProcessorIsNeverPaused()
{
    Thread thread;
    for (int i = 0; i < 100; ++i)
        thread.work(1ms);
    QCOMPARE(thread.pauses, 0);
    QVERIFY(!thread.restraint.isPausing());
}

void TestRestraint::whoIsKeptWaitingPauses()
{
    Thread thread;
    thread.beKeptWaiting();
    QCOMPARE(thread.pauses, 1);
    QVERIFY(thread.restraint.isPausing());
    thread.restraint.goOn();
    QVERIFY(!thread.restraint.isPausing());
}

void TestRestraint::whoLeavesHalfOfTheTimeIsNotPaused()
{
    Thread thread;
    thread.beKeptWaiting();
    thread.restraint.goOn();
    thread.sleep(10ms);
    thread.workAndSleep(900us);
    QCOMPARE(thread.pauses, 1);
    thread.workAndSleep(1200us);
    QCOMPARE(thread.pauses, 2);
}

void TestRestraint::aSmallerPartIsHeldAsWell()
{
    Thread thread { .part = 8 };
    thread.beKeptWaiting();
    thread.restraint.goOn();
    thread.sleep(10ms);
    thread.workAndSleep(130us); // an eighth would be a seventh of the sleep
    QCOMPARE(thread.pauses, 1);
    thread.workAndSleep(160us);
    QCOMPARE(thread.pauses, 2);
    thread.restraint.goOn();
    thread.sleep(10ms);
    thread.work(300us); // more than an eighth of 2 ms, after whatever rest
    QCOMPARE(thread.pauses, 3);
}

void TestRestraint::sleepIsNoWait()
{
    Thread thread;
    thread.workAndSleep(2ms);
    QCOMPARE(thread.pauses, 0);
}

void TestRestraint::aPauseIsAskedForOnce()
{
    Thread thread;
    thread.beKeptWaiting();
    thread.beKeptWaiting();
    QCOMPARE(thread.pauses, 1);
    thread.restraint.goOn();
    thread.work(1ms);
    QCOMPARE(thread.pauses, 2);
}

void TestRestraint::theMachineIsForgivenAfterASecond()
{
    Thread thread;
    thread.beKeptWaiting();
    thread.restraint.goOn();
    thread.sleep(1s);
    for (int i = 0; i < 10; ++i)
        thread.work(1ms);
    QCOMPARE(thread.pauses, 1);
}

// However long it had no processor: who asks for something meanwhile shall not pay for that.
void TestRestraint::whatIsOwedIsLimited()
{
    Thread thread;
    thread.work(1s, 1ms);
    QCOMPARE(thread.pauses, 1);
    thread.restraint.goOn();
    thread.sleep(4ms);
    thread.work(900us);
    QCOMPARE(thread.pauses, 1);
}

QTEST_APPLESS_MAIN(TestRestraint)
#include "tst_restraint.moc"
