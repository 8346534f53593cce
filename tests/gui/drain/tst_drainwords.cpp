#include "gui/drain/drainwords.h"

#include "gui/drain/planwords.h"
#include "gui/look/language.h"
#include "tests/support/manualclock.h"
#include <QTest>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

DrainFacts finished(quint64 left, quint64 evicted, quint64 forced, int exitCode)
{
    DrainFacts facts;
    facts.state = drain::State::Finished;
    facts.started = QDateTime(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);
    facts.initial = left + evicted + forced;
    facts.left = left;
    facts.evicted = evicted;
    facts.forced = forced;
    facts.exitCode = exitCode;
    return facts;
}

// A drain that ran for 102 s and then looked like this.
DrainCourse course(const DrainFacts& facts, ManualClock& clock)
{
    DrainCourse course;
    DrainFacts begun = facts;
    begun.state = drain::State::Draining;
    course.update(begun, clock.now());
    clock.pass(102s);
    course.update(facts, clock.now());
    return course;
}

} // namespace

class TestDrainWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_language.speak(Language::Tongue::English)); }
    void everyStateHasItsOwnSign();
    void outcomes_data();
    void outcomes();
    void theReportHasEveryNumber();
    void silenceAndLatenessAreSaid();
    void anUnknownEtaIsSaidSo();
    void aPlanIsToldStepByStep_data();
    void aPlanIsToldStepByStep();

private:
    Language m_language;
};

void TestDrainWords::everyStateHasItsOwnSign()
{
    QStringList words;
    QStringList sentences;
    for (int i = 0; i <= static_cast<int>(drain::State::Finished); ++i) {
        words << drainwords::sign(static_cast<drain::State>(i)).word;
        sentences << drainwords::whatHappens(static_cast<drain::State>(i));
    }
    QCOMPARE(words.removeDuplicates(), 0);
    QCOMPARE(sentences.removeDuplicates(), 0);
    QVERIFY(!words.contains(QString()) && !sentences.contains(QString()));
}

void TestDrainWords::outcomes_data()
{
    QTest::addColumn<quint64>("left");
    QTest::addColumn<quint64>("evicted");
    QTest::addColumn<quint64>("forced");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* what, quint64 left, quint64 evicted, quint64 forced, int code,
                        const char* sentence) {
        QTest::newRow(what) << left << evicted << forced << code << QString::fromUtf8(sentence);
    };
    row("nobody was there", 0, 0, 0, 0, "Drained in 1m 42s: no one was connected.");
    row("one left", 1, 0, 0, 0,
        "Drained in 1m 42s: 1 client left by itself, nobody had to be closed.");
    row("all left", 10482, 0, 0, 0,
        "Drained in 1m 42s: 10,482 clients left by themselves, nobody had to be closed.");
    row("some were evicted", 9300, 1182, 0, 0,
        "Drained in 1m 42s: 9,300 clients left by themselves, 1,182 clients were closed in turn.");
    row("all were evicted", 0, 1, 0, 0, "Drained in 1m 42s: 1 client was closed in turn.");
    row("the deadline closed some", 5, 0, 2, 0,
        "Drained in 1m 42s: 5 clients left by themselves, 2 clients were closed by force.");
    row("forced", 5, 1, 2, 3,
        "Cut short by force after 1m 42s: 5 clients left by themselves, 1 client was closed in "
        "turn, 2 clients were closed by force.");
    row("forced before anybody came", 0, 0, 0, 3, "Cut short by force after 1m 42s.");
}

void TestDrainWords::outcomes()
{
    QFETCH(quint64, left);
    QFETCH(quint64, evicted);
    QFETCH(quint64, forced);
    QFETCH(int, exitCode);
    QFETCH(QString, sentence);
    ManualClock clock;
    const auto drain = course(finished(left, evicted, forced, exitCode), clock);
    QCOMPARE(drainwords::outcome(drain, clock.now()), sentence);
}

void TestDrainWords::theReportHasEveryNumber()
{
    ManualClock clock;
    DrainFacts facts = finished(11, 22, 33, 3);
    facts.refused = 44;
    facts.reason = QStringLiteral("version 2.4");
    const QString report
        = drainwords::report(course(facts, clock), QStringLiteral("node-2"), clock.now());
    for (const char* line :
         { "Drain of node-2", "Reason: version 2.4", "Clients at the beginning: 66", "Left: 11",
           "Evicted: 22", "Forced: 33", "Newcomers refused: 44", "Exit code: 3" })
        QVERIFY2(report.contains(QString::fromLatin1(line) + QLatin1Char('\n')), line);
}

void TestDrainWords::silenceAndLatenessAreSaid()
{
    ManualClock clock;
    DrainCourse course;
    DrainFacts facts;
    facts.state = drain::State::Draining;
    facts.initial = 10;
    facts.remaining = 10;
    facts.untilDeadline = 60s;
    facts.eta = 63s;
    course.update(facts, clock.now());
    QCOMPARE(drainwords::warning(course, clock.now()),
             QStringLiteral("Misses the deadline by ~3s"));
    clock.pass(14s);
    QCOMPARE(drainwords::warning(course, clock.now()),
             QStringLiteral("No one has left for 14s · Misses the deadline by ~3s"));
    facts.remaining = 9;
    facts.left = 1;
    facts.eta = 5s;
    course.update(facts, clock.now());
    QCOMPARE(drainwords::warning(course, clock.now()), QString());
}

void TestDrainWords::anUnknownEtaIsSaidSo()
{
    DrainFacts facts;
    facts.remaining = 3;
    QCOMPARE(drainwords::eta(facts), QStringLiteral("unknown"));
    facts.eta = 81s;
    QCOMPARE(drainwords::eta(facts), QStringLiteral("01:21"));
    facts.remaining = 0;
    QCOMPARE(drainwords::eta(facts), QStringLiteral("–"));
}

void TestDrainWords::aPlanIsToldStepByStep_data()
{
    QTest::addColumn<int>("delay");
    QTest::addColumn<int>("ramp");
    QTest::addColumn<QStringList>("times");
    QTest::newRow("everything") << 15 << 120
                                << QStringList { QStringLiteral("Now"), QStringLiteral("12:00:15"),
                                                 QStringLiteral("12:08:00"),
                                                 QStringLiteral("12:10:00") };
    QTest::newRow("no delay") << 0 << 120
                              << QStringList { QStringLiteral("Now"), QStringLiteral("12:08:00"),
                                               QStringLiteral("12:10:00") };
    QTest::newRow("no ramp") << 0 << 0
                             << QStringList { QStringLiteral("Now"), QStringLiteral("12:10:00") };
}

void TestDrainWords::aPlanIsToldStepByStep()
{
    QFETCH(int, delay);
    QFETCH(int, ramp);
    QFETCH(QStringList, times);
    const DrainTimes plan { 600s, std::chrono::seconds(delay), std::chrono::seconds(ramp) };
    QStringList told;
    for (const auto& step :
         planwords::steps(plan, 12, QDateTime(QDate(2026, 11, 21), QTime(12, 0)))) {
        told << step.when;
        QVERIFY(!step.what.isEmpty());
    }
    QCOMPARE(told, times);
}

QTEST_GUILESS_MAIN(TestDrainWords)
#include "tst_drainwords.moc"
