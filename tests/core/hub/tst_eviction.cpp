#include "core/hub/eviction.h"

#include <QTest>
#include <vector>

using namespace std::chrono_literals;
using sluice::Eviction;
using sluice::SessionKey;
using sluice::TimerWheel;

namespace {

struct Bench {
    std::vector<std::uint32_t> closed; // slots
    TimerWheel wheel;
    Eviction eviction { wheel, [this](SessionKey key) { closed.push_back(key.slot); } };

    // Slot n has been silent for n seconds.
    static std::vector<Eviction::Candidate> silentFor(const std::vector<std::uint32_t>& seconds)
    {
        const auto now = std::chrono::steady_clock::now();
        std::vector<Eviction::Candidate> candidates;
        for (const std::uint32_t silent : seconds)
            candidates.push_back({ { 0, silent, 1 }, now - std::chrono::seconds(silent) });
        return candidates;
    }
};

} // namespace

class TestEviction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLongestIdleGoFirst();
    void onlyWhoseMomentHasComeAreClosed();
    void startedAnewItKnowsOnlyTheNewOnes();
    void stoppedItClosesNobody();
    void whoIsOnItKnowsItsTurn();
    void itsWheelDrivesIt();
};

void TestEviction::theLongestIdleGoFirst()
{
    Bench bench;
    bench.eviction.start(Bench::silentFor({ 3, 90, 12, 55 }), 10s);
    bench.eviction.advance(std::chrono::steady_clock::now() + 11s);
    QCOMPARE(bench.closed, (std::vector<std::uint32_t> { 90, 55, 12, 3 }));
    QVERIFY(!bench.eviction.isArmed());
}

void TestEviction::onlyWhoseMomentHasComeAreClosed()
{
    Bench bench;
    std::vector<std::uint32_t> many(1000);
    for (std::uint32_t i = 0; i < many.size(); ++i)
        many[i] = i;
    bench.eviction.start(Bench::silentFor(many), 10s);
    const auto now = std::chrono::steady_clock::now();
    for (const auto& [moment, most, least] :
         { std::tuple(now + 2s, 203U, 197U), std::tuple(now + 5s, 503U, 497U) }) {
        bench.eviction.advance(moment);
        QVERIFY2(bench.closed.size() <= most && bench.closed.size() >= least,
                 std::to_string(bench.closed.size()).c_str());
    }
    QVERIFY(bench.eviction.isArmed());
}

void TestEviction::startedAnewItKnowsOnlyTheNewOnes()
{
    Bench bench;
    bench.eviction.start(Bench::silentFor({ 1, 2 }), 10s);
    bench.eviction.start(Bench::silentFor({ 7 }), 1min);
    const auto now = std::chrono::steady_clock::now();
    bench.eviction.advance(now + 61s);
    QCOMPARE(bench.closed, std::vector<std::uint32_t> { 7 });
}

void TestEviction::stoppedItClosesNobody()
{
    Bench bench;
    bench.eviction.start(Bench::silentFor({ 1, 2 }), 10s);
    bench.eviction.stop();
    bench.eviction.advance(std::chrono::steady_clock::now() + 1min);
    QVERIFY(bench.closed.empty());
    QVERIFY(!bench.eviction.isArmed());
}

void TestEviction::whoIsOnItKnowsItsTurn()
{
    Bench bench;
    QVERIFY(!bench.eviction.turnOf({ 0, 3, 1 }));
    bench.eviction.start(Bench::silentFor({ 3, 90 }), 10s);
    const auto first = bench.eviction.turnOf({ 0, 90, 1 });
    const auto second = bench.eviction.turnOf({ 0, 3, 1 });
    QVERIFY(first && second && *first < *second);
    bench.eviction.advance(*first);
    QCOMPARE(bench.closed, (std::vector<std::uint32_t> { 90 }));
    QVERIFY(!bench.eviction.turnOf({ 0, 4, 1 }));
    QVERIFY(!bench.eviction.turnOf({ 0, 91, 1 }));
    QVERIFY(!bench.eviction.turnOf({ 0, 3, 2 })); // another session in the same place
    bench.eviction.stop();
    QVERIFY(!bench.eviction.turnOf({ 0, 3, 1 }));
}

void TestEviction::itsWheelDrivesIt()
{
    Bench bench;
    bench.eviction.start(Bench::silentFor({ 1, 2, 3 }), 20ms);
    QTRY_COMPARE(bench.closed, (std::vector<std::uint32_t> { 3, 2, 1 }));
}

QTEST_GUILESS_MAIN(TestEviction)
#include "tst_eviction.moc"
