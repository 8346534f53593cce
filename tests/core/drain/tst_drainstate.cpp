#include "core/drain/drainstate.h"

#include <QTest>
#include <array>
#include <random>
#include <string>

using namespace sluice::drain;

Q_DECLARE_METATYPE(sluice::drain::State)
Q_DECLARE_METATYPE(sluice::drain::Event)

namespace {

constexpr std::array states { State::Serving,  State::Announced, State::Draining,
                              State::Evicting, State::Closing,   State::Finished };

// One letter a state it leads to, in the order of `states`; a dot where the event is passed over.
struct Row {
    Event event;
    const char* name;
    std::string_view steps; // from Serving, Announced, Draining, Evicting, Closing, Finished
};
constexpr std::array table {
    Row { Event::Request, "a request with a delay", "A....." },
    Row { Event::RequestNow, "a request", "D....." },
    Row { Event::DelayOver, "the delay's end", ".D...." },
    Row { Event::Hurry, "hurry", ".EEE.." },
    Row { Event::RampReached, "the ramp", "..E..." },
    Row { Event::DeadlineReached, "the deadline", ".CCC.." },
    Row { Event::Force, "force", "CCCCC." },
    Row { Event::LastClientLeft, "the last client's leaving", "..FFF." },
    Row { Event::GraceOver, "the grace period's end", "....F." },
    Row { Event::Cancel, "cancel", ".SSS.." },
};
constexpr std::string_view letters = "SADECF";

Event randomEvent(std::mt19937& random)
{
    return static_cast<Event>(
        std::uniform_int_distribution<int>(0, static_cast<int>(Event::Cancel))(random));
}

// Where a walk of events leads from `from`.
State walk(State from, std::initializer_list<Event> events)
{
    for (const Event event : events)
        from = next(from, event).to;
    return from;
}

} // namespace

class TestDrainState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTableNamesEveryEventOnce();
    void everyPairIsDecided_data();
    void everyPairIsDecided();
    void everyStateHasItsOwnName();
    void everyWalkCanBeBroughtToAnEnd();
};

void TestDrainState::theTableNamesEveryEventOnce()
{
    for (std::size_t i = 0; i < table.size(); ++i)
        QCOMPARE(static_cast<std::size_t>(table[i].event), i);
    QCOMPARE(table.size(), static_cast<std::size_t>(Event::Cancel) + 1);
}

void TestDrainState::everyPairIsDecided_data()
{
    QTest::addColumn<State>("from");
    QTest::addColumn<Event>("event");
    QTest::addColumn<bool>("taken");
    QTest::addColumn<State>("to");
    for (const Row& row : table)
        for (std::size_t i = 0; i < states.size(); ++i) {
            const char letter = row.steps[i];
            const bool taken = letter != '.';
            const State to = taken ? states[letters.find(letter)] : states[i];
            QTest::addRow("%s: %s", name(states[i]).data(), row.name)
                << states[i] << row.event << taken << to;
        }
}

void TestDrainState::everyPairIsDecided()
{
    QFETCH(State, from);
    QFETCH(Event, event);
    QFETCH(bool, taken);
    QFETCH(State, to);
    const Step step = next(from, event);
    QCOMPARE(step.taken(), taken);
    QCOMPARE(name(step.to), name(to));
    QCOMPARE(step.ignored.empty(), taken); // what is passed over says why
    QVERIFY(step.ignored != "no such event");
}

void TestDrainState::everyStateHasItsOwnName()
{
    for (std::size_t i = 0; i < states.size(); ++i) {
        QCOMPARE(name(states[i]).front(), letters[i]);
        QVERIFY(name(states[i]).size() > 5);
    }
}

void TestDrainState::everyWalkCanBeBroughtToAnEnd()
{
    for (unsigned seed = 1; seed <= 5000; ++seed) {
        std::mt19937 random(seed);
        State state = State::Serving;
        for (int i = 0; i < 40; ++i) {
            const Event event = randomEvent(random);
            const Step step = next(state, event);
            const std::string where = "seed " + std::to_string(seed) + ", event "
                + std::to_string(static_cast<int>(event)) + " in " + std::string(name(state));
            QVERIFY2(step.taken() || step.to == state, where.c_str());
            QVERIFY2(state != State::Finished || step.to == State::Finished, where.c_str());
            QVERIFY2(state != State::Closing || step.to >= State::Closing, where.c_str());
            QVERIFY2(step.to != State::Serving || state == State::Serving || event == Event::Cancel,
                     where.c_str());
            state = step.to;
        }
        QCOMPARE(walk(state, { Event::Force, Event::GraceOver }), State::Finished);
        if (state > State::Announced)
            QCOMPARE(walk(state, { Event::LastClientLeft }), State::Finished);
        const bool cancellable = state < State::Closing;
        QCOMPARE(walk(state, { Event::Cancel }) == State::Serving, cancellable);
    }
}

QTEST_APPLESS_MAIN(TestDrainState)
#include "tst_drainstate.moc"
