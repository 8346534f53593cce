#include "core/net/handshakeline.h"

#include <QTest>
#include <atomic>
#include <deque>
#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using sluice::HandshakeLine;

namespace {

class Guest final : public HandshakeLine::Waiter {
public:
    explicit Guest(std::vector<int>& gone, int number) : m_gone(gone), m_number(number) { }
    void makeRoom() override { m_gone.push_back(m_number); }

private:
    std::vector<int>& m_gone;
    int m_number;
};

// A loop, its calls and its guests.
struct Loop {
    explicit Loop(HandshakeLine& line) : wing(line, [this] { ++calls; }) { }
    Guest& comes(int number, std::size_t most)
    {
        guests.emplace_back(gone, number);
        wing.enter(guests.back(), most);
        return guests.back();
    }

    std::atomic<int> calls { 0 };
    HandshakeLine::Wing wing;
    std::vector<int> gone;
    std::deque<Guest> guests;
};

const std::chrono::steady_clock::time_point start { 1h };

} // namespace

class TestHandshakeLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOneWhoWaitedLongestMakesRoom();
    void theOneOfAnotherLoopIsCalledThere();
    void whoLeavesInTimeIsSpared();
    void whoComesBackStandsAtTheEnd();
    void aLoweredLimitHoldsWithTheNextOne();
    void aLoopIsCalledOnceForAll();
    void manyGoInSeveralTurns();
    void makingRoomMayDestroy();
    void itIsReportedOnceASecond();
    void threadsTogetherKeepTheLimit();
};

void TestHandshakeLine::theOneWhoWaitedLongestMakesRoom()
{
    HandshakeLine line;
    Loop loop(line);
    for (int number = 1; number <= 5; ++number)
        loop.comes(number, 3);
    QCOMPARE(line.size(), std::size_t { 3 });
    QVERIFY(loop.gone.empty()); // not in the middle of another's arrival
    QCOMPARE(loop.wing.clear(), std::size_t { 2 });
    QCOMPARE(loop.gone, (std::vector { 1, 2 }));
    QCOMPARE(loop.wing.clear(), std::size_t { 0 });
}

void TestHandshakeLine::theOneOfAnotherLoopIsCalledThere()
{
    HandshakeLine line;
    Loop one(line);
    Loop other(line);
    one.comes(1, 2);
    other.comes(2, 2);
    other.comes(3, 2);
    QCOMPARE(one.calls, 1);
    QCOMPARE(other.calls, 0);
    QCOMPARE(other.wing.clear(), std::size_t { 0 });
    QCOMPARE(one.wing.clear(), std::size_t { 1 });
    QCOMPARE(one.gone, (std::vector { 1 }));
}

void TestHandshakeLine::whoLeavesInTimeIsSpared()
{
    HandshakeLine line;
    Loop loop(line);
    Guest& first = loop.comes(1, 2);
    loop.comes(2, 2);
    loop.comes(3, 2);
    loop.wing.leave(first); // was chosen already
    loop.wing.leave(first);
    QCOMPARE(line.size(), std::size_t { 2 });
    QCOMPARE(loop.wing.clear(), std::size_t { 0 });
    QVERIFY(loop.gone.empty());
}

void TestHandshakeLine::whoComesBackStandsAtTheEnd()
{
    HandshakeLine line;
    Loop loop(line);
    Guest& first = loop.comes(1, 2);
    loop.comes(2, 2);
    loop.wing.leave(first);
    loop.wing.enter(first, 2);
    loop.comes(3, 2);
    loop.wing.clear();
    QCOMPARE(loop.gone, (std::vector { 2 }));
}

void TestHandshakeLine::aLoweredLimitHoldsWithTheNextOne()
{
    HandshakeLine line;
    Loop loop(line);
    for (int number = 1; number <= 5; ++number)
        loop.comes(number, 100);
    loop.comes(6, 2);
    QCOMPARE(loop.wing.clear(), std::size_t { 4 });
    QCOMPARE(loop.gone, (std::vector { 1, 2, 3, 4 }));
}

void TestHandshakeLine::aLoopIsCalledOnceForAll()
{
    HandshakeLine line;
    Loop loop(line);
    for (int number = 1; number <= 10; ++number)
        loop.comes(number, 1);
    QCOMPARE(loop.calls, 1);
    QCOMPARE(loop.wing.clear(), std::size_t { 9 });
    loop.comes(11, 1);
    QCOMPARE(loop.calls, 2);
}

void TestHandshakeLine::manyGoInSeveralTurns()
{
    constexpr std::size_t atATime = HandshakeLine::atATime;
    HandshakeLine line;
    Loop loop(line);
    for (std::size_t number = 0; number <= 2 * atATime; ++number)
        loop.comes(static_cast<int>(number), 1);
    QCOMPARE(loop.calls, 1);
    QCOMPARE(loop.wing.clear(), atATime);
    QCOMPARE(loop.calls, 2);
    loop.comes(-1, 1); // chooses one more, and the loop has been called
    QCOMPARE(loop.calls, 2);
    QCOMPARE(loop.wing.clear(), atATime);
    QCOMPARE(loop.calls, 3);
    QCOMPARE(loop.wing.clear(), std::size_t { 1 });
    QCOMPARE(loop.calls, 3);
}

void TestHandshakeLine::makingRoomMayDestroy()
{
    struct Brief final : HandshakeLine::Waiter {
        explicit Brief(std::vector<std::unique_ptr<Brief>>& owner) : home(owner) { }
        void makeRoom() override { home.erase(home.begin()); }
        std::vector<std::unique_ptr<Brief>>& home;
    };
    HandshakeLine line;
    HandshakeLine::Wing wing(line, [] {});
    std::vector<std::unique_ptr<Brief>> guests;
    for (int i = 0; i < 4; ++i) {
        guests.push_back(std::make_unique<Brief>(guests));
        wing.enter(*guests.back(), 1);
    }
    QCOMPARE(wing.clear(), std::size_t { 3 });
    QCOMPARE(guests.size(), std::size_t { 1 });
    wing.leave(*guests.front());
    QCOMPARE(line.size(), std::size_t { 0 });
}

void TestHandshakeLine::itIsReportedOnceASecond()
{
    HandshakeLine line;
    Loop loop(line);
    QCOMPARE(line.report(start), std::uint64_t { 0 });
    for (int number = 1; number <= 4; ++number)
        loop.comes(number, 1);
    loop.wing.clear();
    QCOMPARE(line.report(start), std::uint64_t { 3 });
    loop.comes(5, 1);
    loop.wing.clear();
    QCOMPARE(line.report(start + 999ms), std::uint64_t { 0 });
    QCOMPARE(line.report(start + 1s), std::uint64_t { 1 });
    QCOMPARE(line.report(start + 3s), std::uint64_t { 0 });
}

void TestHandshakeLine::threadsTogetherKeepTheLimit()
{
    constexpr std::size_t most = 16;
    HandshakeLine line;
    std::atomic<std::size_t> longest { 0 };
    const auto work = [&](unsigned seed) {
        Loop loop(line);
        std::mt19937 random(seed);
        for (int number = 0; number < 3000; ++number) {
            loop.comes(number, most);
            if (random() % 2 == 0)
                loop.wing.leave(loop.guests[random() % loop.guests.size()]);
            if (loop.calls.exchange(0) > 0)
                loop.wing.clear();
            if (const std::size_t now = line.size(); now > longest)
                longest = now;
        }
        for (Guest& guest : loop.guests)
            loop.wing.leave(guest);
    };
    std::vector<std::thread> threads;
    for (unsigned seed = 1; seed <= 3; ++seed)
        threads.emplace_back(work, seed);
    for (std::thread& thread : threads)
        thread.join();
    QVERIFY(longest <= most);
    QCOMPARE(line.size(), std::size_t { 0 });
}

QTEST_APPLESS_MAIN(TestHandshakeLine)
#include "tst_handshakeline.moc"
