// Acceptance rows "property" and "30 minutes": whatever happens in whatever order, a drain ends in
// Finished or Serving and its numbers sum; and the whole default drain, in a moment.
#include "core/drain/evictionpace.h"
#include "tests/core/drain/drainbench.h"

#include <QElapsedTimer>
#include <QTest>
#include <random>

using namespace std::chrono_literals;
using namespace sluice;
using drain::Event;
using drain::State;
using std::chrono::milliseconds;

namespace {

bool sums(const DrainFigures& figures)
{
    return figures.initial == figures.remaining + figures.left + figures.evicted + figures.forced;
}

// Where a controller may be seen to go; Serving only by a cancel.
bool mayFollow(State from, State to)
{
    for (int event = 0; event <= static_cast<int>(Event::Cancel); ++event) {
        const drain::Step step = drain::next(from, static_cast<Event>(event));
        if (step.taken() && step.to == to)
            return true;
    }
    return false;
}

// A server's life as chance has it: orders, signals, comings, goings and the passing of time. What
// must hold after each of them is asked by check().
class RandomLife {
public:
    explicit RandomLife(unsigned seed)
        : m_random(seed), m_bench(upTo(20), rules()), m_what("seed " + std::to_string(seed))
    {
        QObject::connect(&m_bench.drain, &DrainController::finished, &m_bench.drain,
                         [this] { m_said = m_bench.reports.size(); });
    }

    void happen()
    {
        const DrainStatus before = m_bench.drain.status();
        switch (upTo(13)) {
        case 0:
            m_bench.drain.request({ anyTime(), anyTime(), anyTime(), "api" });
            expectDeadlineStands(before);
            break;
        case 1:
            m_bench.drain.update({ anyTime(), anyTime(), upTo(3) == 0 });
            break;
        case 2:
            if (upTo(1) == 0)
                cancel();
            break;
        case 3:
            if (upTo(7) == 0)
                force();
            break;
        case 4:
            if (upTo(3) == 0)
                signal(before);
            break;
        case 5:
            if (before.state <= State::Announced)
                m_bench.drain.clientJoined();
            break;
        case 6:
            ++m_bench.refused;
            break;
        case 7:
        case 8:
        case 9:
            leave();
            break;
        default:
            m_bench.pass(milliseconds(upTo(3000)), 500ms);
        }
        check();
    }
    // Nothing more is ordered, nobody leaves: time alone has to end it.
    void letTimePass()
    {
        m_bench.pass(2min, 100ms);
        check();
        const State state = m_bench.drain.state();
        expect(state == State::Finished || state == State::Serving, "ends or serves");
        expect((m_bench.outcomes.size() == 1) == (state == State::Finished), "one outcome");
        if (state != State::Finished)
            return;
        const DrainStatus& outcome = m_bench.outcomes.front();
        expect(outcome.exitCode == (m_forced ? 3 : 0), "3 when forced, else 0");
        expect(outcome.figures.remaining == 0, "nobody is left at the end");
        expect(m_bench.states.back() == State::Finished, "nothing follows the end");
        expect(m_bench.reports.size() == m_said, "no progress after the end");
    }
    const std::string& complaint() const { return m_complaint; }
    State state() const { return m_bench.drain.state(); }

private:
    unsigned upTo(unsigned most)
    {
        return std::uniform_int_distribution<unsigned>(0, most)(m_random);
    }
    std::optional<milliseconds> anyTime()
    {
        if (upTo(2) == 0)
            return std::nullopt;
        return milliseconds(upTo(4) == 0 ? 0 : upTo(60000));
    }
    DrainRules rules()
    {
        DrainRules rules;
        rules.timeout = milliseconds(upTo(60000));
        rules.delay = milliseconds(upTo(2) == 0 ? upTo(10000) : 0);
        rules.ramp = milliseconds(upTo(30000));
        rules.signalsToForce = static_cast<int>(1 + upTo(3));
        if (upTo(2) == 0)
            rules.budget = { "stop_budget", milliseconds(1 + upTo(60000)) };
        m_signalsToForce = rules.signalsToForce;
        m_longest = rules.longest();
        return rules;
    }
    void cancel()
    {
        if (m_bench.drain.cancel().outcome == DrainAnswer::Outcome::Done)
            m_signals = 0;
    }
    void force()
    {
        m_forced |= state() != State::Finished;
        m_bench.drain.force();
    }
    void signal(const DrainStatus& before)
    {
        ++m_signals;
        m_forced |= m_signals >= m_signalsToForce && before.state != State::Finished;
        m_bench.drain.onTerminationSignal();
        if (m_signals == 1 && m_signalsToForce > 1)
            expectDeadlineStands(before);
    }
    void leave()
    {
        const State now = state();
        for (unsigned i = upTo(2); i > 0 && m_bench.drain.clients() > 0; --i)
            m_bench.drain.clientLeft(now == State::Evicting && upTo(1) == 0 ? LeftBy::Eviction
                                         : now == State::Closing            ? LeftBy::Force
                                                                            : LeftBy::Itself,
                                     upTo(100));
    }
    void expectDeadlineStands(const DrainStatus& before)
    {
        if (before.state != State::Serving)
            expect(m_bench.drain.status().deadline == before.deadline, "who joins moves nothing");
    }
    void check()
    {
        const DrainStatus status = m_bench.drain.status();
        expect(sums(status.figures), "the numbers sum");
        // A hurry makes all that is left a ramp.
        expect(status.state > State::Draining || status.plan.ramp * 2 <= status.plan.timeout,
               "the ramp is half of the timeout at most");
        if (status.started && m_longest)
            expect(*status.deadline <= *status.started + *m_longest, "the budget holds");
        for (; m_seen < m_bench.states.size(); ++m_seen) {
            expect(mayFollow(m_last, m_bench.states[m_seen]), "a way the table knows");
            m_last = m_bench.states[m_seen];
        }
        expect(m_last == status.state, "every change of state is told");
        expect(m_bench.outcomes.size() <= 1, "it ends once");
    }
    void expect(bool holds, const char* what)
    {
        if (!holds && m_complaint.empty())
            m_complaint = m_what + ": " + what + ", in state " + std::string(drain::name(state()));
    }

    std::mt19937 m_random;
    int m_signalsToForce = 0;
    std::optional<milliseconds> m_longest;
    DrainBench m_bench;
    std::string m_what;
    std::string m_complaint;
    State m_last = State::Serving;
    std::size_t m_seen = 0;
    std::size_t m_said = 0;
    int m_signals = 0;
    bool m_forced = false;
};

} // namespace

class TestDrainProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void property_data();
    void property();
    void thirtyMinutes_data();
    void thirtyMinutes();
};

void TestDrainProperty::property_data()
{
    QTest::addColumn<unsigned>("events");
    for (const unsigned events : { 5U, 20U, 60U, 200U })
        QTest::addRow("%u events", events) << events;
}

void TestDrainProperty::property()
{
    QFETCH(unsigned, events);
    int finished = 0;
    constexpr int lives = 1000;
    for (unsigned seed = 1; seed <= lives; ++seed) {
        RandomLife life(seed * 1000 + events);
        for (unsigned i = 0; i < events; ++i)
            life.happen();
        life.letTimePass();
        QVERIFY2(life.complaint().empty(), life.complaint().c_str());
        finished += life.state() == State::Finished ? 1 : 0;
    }
    QVERIFY(finished > 0); // chance does not only serve
}

void TestDrainProperty::thirtyMinutes_data()
{
    QTest::addColumn<bool>("heed");
    QTest::newRow("half leave at their slots, the rest is evicted") << true;
    QTest::newRow("nobody ever goes") << false;
}

void TestDrainProperty::thirtyMinutes()
{
    QFETCH(bool, heed);
    constexpr std::uint64_t clients = 5000;
    DrainBench bench(clients);
    std::mt19937 random(1);
    std::vector<Clock::Instant> goes; // rising
    const auto due = [&] { return !goes.empty() && goes.front() <= bench.clock.now(); };
    const auto dueAfter = [&](milliseconds over, std::uint64_t count) {
        goes.clear();
        for (const milliseconds after : evictionPace(count, over, random))
            goes.push_back(bench.clock.now() + after);
    };
    QElapsedTimer real;
    real.start();
    bench.drain.onTerminationSignal();
    if (heed) {
        dueAfter(bench.drain.slotWindow(), clients / 2);
        QObject::connect(&bench.drain, &DrainController::evictionPlanned, &bench.drain,
                         [&](milliseconds over) { dueAfter(over, bench.drain.clients()); });
    }
    for (milliseconds gone {}; gone < 31min && bench.outcomes.empty(); gone += 50ms) {
        bench.pass(50ms);
        for (; due() && bench.outcomes.empty(); goes.erase(goes.begin()))
            bench.leave(1,
                        bench.drain.state() == State::Evicting ? LeftBy::Eviction : LeftBy::Itself);
        QVERIFY(sums(bench.drain.status().figures));
    }
    qInfo("half an hour took %lld ms", static_cast<long long>(real.elapsed()));
    QCOMPARE(bench.outcomes.size(), std::size_t { 1 });
    const DrainFigures& figures = bench.outcomes.front().figures;
    QCOMPARE(bench.outcomes.front().exitCode, std::optional(0));
    QCOMPARE(figures.initial, clients);
    QCOMPARE(figures.left, heed ? clients / 2 : 0);
    QCOMPARE(figures.evicted, heed ? clients / 2 : 0);
    QCOMPARE(figures.forced, heed ? 0 : clients);
    QVERIFY(heed ? bench.took > 29min && bench.took < 30min
                 : bench.took == 30min + 5100ms); // flush and Close, and the loops' last word
    QCOMPARE(bench.reports.empty(), false);
}

QTEST_GUILESS_MAIN(TestDrainProperty)
#include "tst_drainproperty.moc"
