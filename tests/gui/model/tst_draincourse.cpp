#include "gui/model/draincourse.h"

#include "tests/support/manualclock.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

DrainFacts facts(const char* json)
{
    return DrainFacts::fromJson(QJsonDocument::fromJson(json).object());
}

DrainFacts draining(int left, std::chrono::milliseconds remaining,
                    const char* deadline = "2026-11-21T12:05:00.000Z")
{
    DrainFacts drain;
    drain.state = drain::State::Draining;
    drain.started
        = QDateTime::fromString(QStringLiteral("2026-11-21T12:00:00.000Z"), Qt::ISODateWithMs);
    drain.deadline = QDateTime::fromString(QString::fromLatin1(deadline), Qt::ISODateWithMs);
    drain.untilDeadline = remaining;
    drain.initial = 100;
    drain.left = static_cast<quint64>(left);
    drain.remaining = drain.initial - drain.left;
    return drain;
}

} // namespace

class TestDrainCourse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldIsRead();
    void nullsAreUnknown();
    void percentIsHundredOnlyAtTheEnd();
    void latenessIsTheEtaBeyondTheDeadline();
    void theCountdownTicks();
    void theCountdownNeverStepsBack();
    void anotherDeadlineIsTaken();
    void silenceGrowsUntilSomebodyLeaves();
    void aLateConsoleKnowsTheBeginning();
    void aSecondDrainBeginsAnew();
    void theRateIsKeptForAMinute();
};

void TestDrainCourse::everyFieldIsRead()
{
    const DrainFacts drain = facts(
        R"({"type":"drain","state":"Evicting","reason":"deploy","started":"2026-11-21T12:00:00.000Z",
        "deadline":"2026-11-21T12:30:00.000Z","remaining_ms":60000,"initial":100,"remaining":40,
        "left":50,"evicted":8,"forced":2,"refused":7,"rate_per_s":1.5,"eta_ms":26000,
        "budget":{"source":"none","seconds":null},"timeout_s":1800,"delay_s":15,"ramp_s":120})");
    QCOMPARE(drain.state, drain::State::Evicting);
    QCOMPARE(drain.reason, QStringLiteral("deploy"));
    QCOMPARE(drain.started.secsTo(drain.deadline), 1800);
    QVERIFY(drain.untilDeadline == 60s);
    QCOMPARE(drain.gone(), quint64 { 60 });
    QCOMPARE(drain.percentGone(), 60);
    QCOMPARE(drain.refused, quint64 { 7 });
    QVERIFY(drain.eta == std::optional(26000ms));
    QVERIFY(drain.times.timeout == 1800s && drain.times.delay == 15s && drain.times.ramp == 120s);
    QVERIFY(!drain.exitCode.has_value());
    QVERIFY(drain.isRunning() && drain.isChangeable());
}

void TestDrainCourse::nullsAreUnknown()
{
    const DrainFacts drain = facts(
        R"({"state":"Finished","started":null,"deadline":null,"eta_ms":null,"exit_code":3})");
    QVERIFY(!drain.eta.has_value());
    QVERIFY(!drain.deadline.isValid());
    QCOMPARE(drain.exitCode.value_or(-1), 3);
    QVERIFY(!drain.isRunning());
    QCOMPARE(facts(R"({"state":"Sleeping"})").state, drain::State::Serving);
}

void TestDrainCourse::percentIsHundredOnlyAtTheEnd()
{
    DrainFacts drain;
    drain.initial = 10'000;
    drain.left = 9'999;
    QCOMPARE(drain.percentGone(), 99);
    drain.forced = 1;
    QCOMPARE(drain.percentGone(), 100);
}

void TestDrainCourse::latenessIsTheEtaBeyondTheDeadline()
{
    DrainFacts drain;
    drain.untilDeadline = 60s;
    QVERIFY(!drain.lateBy().has_value());
    drain.eta = 60s;
    QVERIFY(!drain.lateBy().has_value());
    drain.eta = 63s;
    QVERIFY(drain.lateBy() == std::optional(3000ms));
}

void TestDrainCourse::theCountdownTicks()
{
    ManualClock clock;
    DrainCourse course;
    course.update(draining(0, 300s), clock.now());
    clock.pass(90s);
    QVERIFY(course.untilDeadline(clock.now()) == 210s);
    clock.pass(400s);
    QVERIFY(course.untilDeadline(clock.now()) == 0s);
}

void TestDrainCourse::theCountdownNeverStepsBack()
{
    ManualClock clock;
    DrainCourse course;
    course.update(draining(0, 300s), clock.now());
    clock.pass(10s);
    course.update(draining(1, 290'700ms), clock.now()); // was 700 ms under way
    QVERIFY(course.untilDeadline(clock.now()) == 290s);
    course.update(draining(1, 289'900ms), clock.now()); // this one was quicker than the first
    QVERIFY(course.untilDeadline(clock.now()) == 289'900ms);
}

void TestDrainCourse::anotherDeadlineIsTaken()
{
    ManualClock clock;
    DrainCourse course;
    course.update(draining(0, 300s), clock.now());
    course.update(draining(0, 900s, "2026-11-21T12:15:00.000Z"), clock.now());
    QVERIFY(course.untilDeadline(clock.now()) == 900s);
}

void TestDrainCourse::silenceGrowsUntilSomebodyLeaves()
{
    ManualClock clock;
    DrainCourse course;
    QVERIFY(course.quietFor(clock.now()) == 0s);
    course.update(draining(0, 300s), clock.now());
    clock.pass(14s);
    QVERIFY(course.quietFor(clock.now()) == 14s);
    course.update(draining(1, 286s), clock.now());
    QVERIFY(course.quietFor(clock.now()) == 0s);
    clock.pass(3s);
    DrainFacts refusing = draining(1, 283s);
    refusing.refused = 5; // newcomers do not end the silence
    course.update(refusing, clock.now());
    QVERIFY(course.quietFor(clock.now()) == 3s);
    course.update(draining(100, 283s), clock.now());
    clock.pass(30s);
    QVERIFY(course.quietFor(clock.now()) == 0s); // nobody is left to wait for
}

void TestDrainCourse::aLateConsoleKnowsTheBeginning()
{
    ManualClock clock;
    DrainCourse course;
    course.update(draining(40, 200s), clock.now()); // of 300
    QVERIFY(course.duration(clock.now()) == 100s);
    clock.pass(5s);
    DrainFacts done = draining(100, 195s);
    done.state = drain::State::Finished;
    course.update(done, clock.now());
    clock.pass(60s);
    QVERIFY(course.duration(clock.now()) == 105s);
}

void TestDrainCourse::aSecondDrainBeginsAnew()
{
    ManualClock clock;
    DrainCourse course;
    course.update(draining(40, 200s), clock.now());
    course.sampleRate();
    course.update({}, clock.now()); // cancelled
    clock.pass(60s);
    course.update(draining(0, 300s), clock.now());
    QVERIFY(course.rates().isEmpty());
    QVERIFY(course.duration(clock.now()) == 0s);
    QVERIFY(course.untilDeadline(clock.now()) == 300s);
}

void TestDrainCourse::theRateIsKeptForAMinute()
{
    ManualClock clock;
    DrainCourse course;
    course.sampleRate();
    QVERIFY(course.rates().isEmpty()); // no drain, no rate
    DrainFacts drain = draining(0, 300s);
    for (int second = 0; second < 100; ++second) {
        drain.ratePerSecond = second;
        course.update(drain, clock.now());
        course.sampleRate();
    }
    QCOMPARE(course.rates().size(), 60);
    QCOMPARE(course.rates().front(), 40.0);
    QCOMPARE(course.rates().back(), 99.0);
}

QTEST_GUILESS_MAIN(TestDrainCourse)
#include "tst_draincourse.moc"
