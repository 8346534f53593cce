#include "core/runtime/timerwheel.h"

#include <QTest>
#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using sluice::TimerWheel;
using std::chrono::milliseconds;

namespace {
class Alarm final : public sluice::WheelTimer {
public:
    explicit Alarm(std::function<void()> reaction = {}) : m_reaction(std::move(reaction)) { }
    int rings = 0;

private:
    void timeUp() override
    {
        ++rings;
        // The reaction may delete this object.
        const auto reaction = m_reaction;
        if (reaction)
            reaction();
    }
    std::function<void()> m_reaction;
};
} // namespace

class TestTimerWheel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void firesBetweenItsTimeAndTwoTicksLater_data();
    void firesBetweenItsTimeAndTwoTicksLater();
    void oneLeapFiresEverythingDueAndNothingElse();
    void armingAgainMovesTheDeadline();
    void disarmedDoesNotFire();
    void destroyedDoesNotFire();
    void mayRearmInTimeUp();
    void mayDeleteItselfInTimeUp();
    void mayDisarmAnotherThatIsDueInTheSameTick();
    void outlivesTheWheel();
    void itsOwnPulseDrivesIt();

private:
    // The wheel's time runs ahead of the clock here, so that only advance() counts.
    std::unique_ptr<TimerWheel> m_wheel;
    TimerWheel::Clock::time_point m_start;
};

void TestTimerWheel::init()
{
    m_wheel = std::make_unique<TimerWheel>();
    m_start = TimerWheel::Clock::now() + 1h;
    m_wheel->advance(m_start);
}

void TestTimerWheel::firesBetweenItsTimeAndTwoTicksLater_data()
{
    QTest::addColumn<int>("delay");
    QTest::newRow("at once") << 0;
    QTest::newRow("a negative delay is at once") << -5;
    QTest::newRow("less than a tick") << 1;
    QTest::newRow("one tick") << 50;
    QTest::newRow("a little more than a tick") << 51;
    QTest::newRow("a second") << 1000;
    QTest::newRow("one tick less than a round") << 1023 * 50;
    QTest::newRow("exactly a round") << 1024 * 50;
    QTest::newRow("one tick more than a round") << 1025 * 50;
    QTest::newRow("three rounds and a bit") << 3 * 1024 * 50 + 77;
}

void TestTimerWheel::firesBetweenItsTimeAndTwoTicksLater()
{
    QFETCH(const int, delay);
    Alarm alarm;
    m_wheel->arm(alarm, milliseconds(delay));
    const milliseconds due(std::max(delay, 0));
    for (milliseconds t = 0ms; t < due; t += 10ms) {
        m_wheel->advance(m_start + t);
        QVERIFY2(alarm.rings == 0, qPrintable(QString::number(t.count())));
    }
    QVERIFY(alarm.isArmed());
    m_wheel->advance(m_start + due + 2 * TimerWheel::tick);
    QCOMPARE(alarm.rings, 1);
    QVERIFY(!alarm.isArmed());
    m_wheel->advance(m_start + due + 10min);
    QCOMPARE(alarm.rings, 1);
}

void TestTimerWheel::oneLeapFiresEverythingDueAndNothingElse()
{
    std::vector<std::unique_ptr<Alarm>> alarms;
    std::vector<milliseconds> delays;
    std::minstd_rand random(1);
    for (int i = 0; i < 5000; ++i) {
        delays.emplace_back(random() % 300'000);
        alarms.push_back(std::make_unique<Alarm>());
        m_wheel->arm(*alarms.back(), delays.back());
    }
    const auto leap = 150s;
    m_wheel->advance(m_start + leap);
    for (std::size_t i = 0; i < alarms.size(); ++i) {
        if (delays[i] + 2 * TimerWheel::tick <= leap)
            QCOMPARE(alarms[i]->rings, 1);
        if (delays[i] > leap)
            QCOMPARE(alarms[i]->rings, 0);
    }
    m_wheel->advance(m_start + 301s);
    for (const auto& alarm : alarms)
        QCOMPARE(alarm->rings, 1);
}

void TestTimerWheel::armingAgainMovesTheDeadline()
{
    Alarm alarm;
    m_wheel->arm(alarm, 100ms);
    m_wheel->arm(alarm, 1s);
    m_wheel->advance(m_start + 900ms);
    QCOMPARE(alarm.rings, 0);
    m_wheel->advance(m_start + 1100ms);
    QCOMPARE(alarm.rings, 1);
}

void TestTimerWheel::disarmedDoesNotFire()
{
    Alarm alarm;
    m_wheel->arm(alarm, 100ms);
    QVERIFY(alarm.isArmed());
    alarm.disarm();
    alarm.disarm();
    QVERIFY(!alarm.isArmed());
    m_wheel->advance(m_start + 1s);
    QCOMPARE(alarm.rings, 0);
}

void TestTimerWheel::destroyedDoesNotFire()
{
    int rings = 0;
    Alarm neighbour;
    {
        Alarm alarm([&rings] { ++rings; });
        m_wheel->arm(alarm, 100ms);
        m_wheel->arm(neighbour, 100ms);
    }
    m_wheel->advance(m_start + 1s);
    QCOMPARE(rings, 0);
    QCOMPARE(neighbour.rings, 1);
}

void TestTimerWheel::mayRearmInTimeUp()
{
    Alarm* self = nullptr;
    Alarm alarm([&] { m_wheel->arm(*self, 0ms); });
    self = &alarm;
    m_wheel->arm(alarm, 0ms);
    m_wheel->advance(m_start + 100ms);
    QCOMPARE(alarm.rings, 1); // a delay of nothing does not fire twice in one turn
    m_wheel->advance(m_start + 200ms);
    QCOMPARE(alarm.rings, 2);
}

void TestTimerWheel::mayDeleteItselfInTimeUp()
{
    std::unique_ptr<Alarm> self;
    int rings = 0;
    self = std::make_unique<Alarm>([&] {
        ++rings;
        self.reset();
    });
    m_wheel->arm(*self, 0ms);
    m_wheel->advance(m_start + 100ms);
    m_wheel->advance(m_start + 1min);
    QCOMPARE(rings, 1);
}

void TestTimerWheel::mayDisarmAnotherThatIsDueInTheSameTick()
{
    auto victim = std::make_unique<Alarm>();
    Alarm disarmed;
    Alarm killer([&] {
        victim.reset();
        disarmed.disarm();
    });
    m_wheel->arm(killer, 100ms);
    m_wheel->arm(*victim, 100ms);
    m_wheel->arm(disarmed, 100ms);
    m_wheel->advance(m_start + 1s);
    QCOMPARE(killer.rings, 1);
    QCOMPARE(disarmed.rings, 0);
}

void TestTimerWheel::outlivesTheWheel()
{
    Alarm alarm;
    m_wheel->arm(alarm, 1s);
    m_wheel.reset();
    QVERIFY(!alarm.isArmed());
    alarm.disarm();
}

void TestTimerWheel::itsOwnPulseDrivesIt()
{
    TimerWheel wheel;
    Alarm first;
    wheel.arm(first, 20ms);
    QTRY_COMPARE(first.rings, 1);
    // The pulse has stopped in between; arming starts it again.
    Alarm second;
    wheel.arm(second, 20ms);
    QTRY_COMPARE(second.rings, 1);
}

QTEST_GUILESS_MAIN(TestTimerWheel)
#include "tst_timerwheel.moc"
