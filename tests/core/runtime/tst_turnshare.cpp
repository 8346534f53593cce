#include "core/runtime/turnshare.h"

#include <QTest>
#include <functional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

struct Stranger : TurnShare::Member {
    std::function<void(std::uint32_t)> act = [](std::uint32_t) {};
    int heldBack = 0;
    void haveTurn(std::uint32_t events) override { act(events); }
    void holdBack() override { ++heldBack; }
};

// Strangers whose requests cost what a test says, on a clock that only they move; a machine is
// crowded when they have no processor meanwhile.
struct Crowd {
    explicit Crowd(std::size_t size) : members(size)
    {
        for (std::size_t i = 0; i < size; ++i)
            members[i].act = [this, i](std::uint32_t events) {
                served.push_back(i);
                lastEvents = events;
                now += cost;
                ran += crowded ? 0us : cost;
            };
    }
    void askAll(std::uint32_t events = 1)
    {
        for (Stranger& member : members)
            share.ask(member, events);
    }

    Restraint::Duration now {};
    Restraint::Duration ran {};
    bool crowded = false;
    std::chrono::microseconds cost { 400 };
    int pauses = 0;
    Restraint restraint { [this] { ++pauses; },
                          { [this] { return now; }, [this] { return ran; } } };
    TurnShare share { restraint };
    std::vector<Stranger> members;
    std::vector<std::size_t> served;
    std::uint32_t lastEvents = 0;
};

using Order = std::vector<std::size_t>;

} // namespace

class TestTurnShare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoComesAloneIsServedAtOnce();
    void whoComesWhenTheShareIsUsedUpWaits();
    void nobodyIsOvertaken();
    void whoAsksAgainKeepsItsPlace();
    void whoLeavesIsNotCalled();
    void whoWaitsAtAnotherShareKeepsThatPlace();
    void whoIsServedMayAskAgain();
    void inAPauseAllAreHeldBackOnce();
    void afterAPauseTheyComeInOrder();
};

void TestTurnShare::whoComesAloneIsServedAtOnce()
{
    Crowd crowd(1);
    crowd.askAll(5);
    QCOMPARE(crowd.served, Order { 0 });
    QCOMPARE(crowd.lastEvents, 5U);
}

void TestTurnShare::whoComesWhenTheShareIsUsedUpWaits()
{
    Crowd crowd(7);
    crowd.askAll();
    QCOMPARE(crowd.served, (Order { 0, 1, 2 })); // the third one's cost is known afterwards
    crowd.share.begin();
    QCOMPARE(crowd.served, (Order { 0, 1, 2, 3, 4, 5 }));
    crowd.share.begin();
    QCOMPARE(crowd.served.size(), std::size_t { 7 });
    QCOMPARE(crowd.share.waiting(), std::size_t { 0 });
}

void TestTurnShare::nobodyIsOvertaken()
{
    Crowd crowd(5);
    crowd.askAll();
    crowd.share.begin();
    Stranger late;
    bool early = false;
    late.act = [&](std::uint32_t) { early = crowd.served.size() < 5; };
    crowd.share.ask(late, 1);
    crowd.share.begin();
    QVERIFY(!early);
    QCOMPARE(crowd.served, (Order { 0, 1, 2, 3, 4 }));
}

void TestTurnShare::whoAsksAgainKeepsItsPlace()
{
    Crowd crowd(4);
    crowd.askAll();
    crowd.share.ask(crowd.members[3], 1);
    crowd.share.begin();
    crowd.share.begin();
    QCOMPARE(crowd.served, (Order { 0, 1, 2, 3 }));
}

void TestTurnShare::whoLeavesIsNotCalled()
{
    Crowd crowd(5);
    crowd.askAll();
    TurnShare::leave(crowd.members[3]);
    crowd.share.begin();
    QCOMPARE(crowd.served, (Order { 0, 1, 2, 4 }));
    TurnShare::leave(crowd.members[0]); // who waits for nothing may leave as well
}

void TestTurnShare::whoWaitsAtAnotherShareKeepsThatPlace()
{
    Crowd crowd(4);
    TurnShare other(crowd.restraint);
    crowd.askAll();
    other.ask(crowd.members[3], 1);
    QCOMPARE(other.waiting(), std::size_t { 0 });
    QCOMPARE(crowd.served, (Order { 0, 1, 2 }));
    TurnShare::leave(crowd.members[3]);
    other.ask(crowd.members[3], 1); // now it may
    QCOMPARE(crowd.served, (Order { 0, 1, 2, 3 }));
    crowd.share.begin();
    QCOMPARE(crowd.served, (Order { 0, 1, 2, 3 }));
}

void TestTurnShare::whoIsServedMayAskAgain()
{
    Crowd crowd(1);
    int turns = 0;
    crowd.members[0].act = [&](std::uint32_t) {
        crowd.now += 2000us;
        if (++turns < 3)
            crowd.share.ask(crowd.members[0], 1);
    };
    crowd.askAll();
    crowd.share.begin();
    crowd.share.begin();
    QCOMPARE(turns, 3);
}

void TestTurnShare::inAPauseAllAreHeldBackOnce()
{
    Crowd crowd(4);
    crowd.crowded = true;
    crowd.cost = 1ms;
    crowd.askAll();
    QCOMPARE(crowd.pauses, 1);
    crowd.share.begin();
    crowd.askAll();
    crowd.askAll();
    QCOMPARE(crowd.served, Order { 0 });
    for (const Stranger& member : crowd.members)
        QCOMPARE(member.heldBack, 1);
}

void TestTurnShare::afterAPauseTheyComeInOrder()
{
    Crowd crowd(3);
    crowd.crowded = true;
    crowd.cost = 1ms;
    crowd.askAll();
    for (const std::size_t next : { 1U, 2U }) {
        crowd.restraint.goOn();
        crowd.share.begin();
        QCOMPARE(crowd.served.back(), next);
    }
    crowd.askAll();
    QCOMPARE(crowd.members[1].heldBack, 2); // being served, it was no longer held
}

QTEST_APPLESS_MAIN(TestTurnShare)
#include "tst_turnshare.moc"
