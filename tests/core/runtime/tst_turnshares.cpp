// The shares in a real loop: what happens to it when somebody has always something to ask for.
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/turnshares.h"
#include "core/runtime/watcher.h"
#include "tests/support/epollmain.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

// A descriptor that is always ready, and each turn of which costs a millisecond.
class Eager final : public Watcher, public TurnShare::Member {
public:
    Eager(TurnShare& share, Restraint::Duration& now)
        : m_share(share), m_now(now), m_descriptor(eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        loop().watch(m_descriptor, EPOLLIN, *this);
    }
    ~Eager() override
    {
        m_share.leave(*this);
        loop().unwatch(m_descriptor);
        ::close(m_descriptor);
    }
    void ready(std::uint32_t events) override { m_share.ask(*this, events); }
    void haveTurn(std::uint32_t) override
    {
        loop().rewatch(m_descriptor, EPOLLIN);
        m_now += 1ms;
        ++turns;
    }
    void holdBack() override { loop().rewatch(m_descriptor, 0); }

    static EpollDispatcher& loop() { return *EpollDispatcher::current(); }
    int turns = 0;

private:
    TurnShare& m_share;
    Restraint::Duration& m_now;
    int m_descriptor;
};

// Its time goes by with the turns, and the loop has no processor meanwhile.
struct CrowdedMachine {
    Restraint::Duration now {};
    TurnShares shares { Eager::loop(),
                        { [this] { return now; }, [] { return Restraint::Duration {}; } } };
};

} // namespace

class TestTurnShares : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onACrowdedMachineTheLoopSleeps();
    void oneKindDoesNotPauseAnother();
    void newcomersAreNotPaused();
};

void TestTurnShares::onACrowdedMachineTheLoopSleeps()
{
    CrowdedMachine machine;
    Eager first(machine.shares.regulars(), machine.now);
    Eager second(machine.shares.regulars(), machine.now);
    int loopTurns = 0;
    while (first.turns + second.turns < 40) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        ++loopTurns;
    }
    // A loop that did not sleep would turn some hundred times in each of the forty pauses.
    QVERIFY2(loopTurns < 400, qPrintable(QString::number(loopTurns)));
    QVERIFY(std::abs(first.turns - second.turns) <= 1);
}

void TestTurnShares::oneKindDoesNotPauseAnother()
{
    CrowdedMachine machine;
    Eager stranger(machine.shares.regulars(), machine.now);
    QTRY_VERIFY(stranger.turns >= 1);
    machine.shares.regulars().ask(stranger, EPOLLIN);
    QCOMPARE(machine.shares.regulars().waiting(), std::size_t { 1 });
    for (TurnShare* share : { &machine.shares.newcomers(), &machine.shares.leftovers() }) {
        Eager other(*share, machine.now);
        other.ready(EPOLLIN);
        QCOMPARE(other.turns, 1);
    }
}

void TestTurnShares::newcomersAreNotPaused()
{
    CrowdedMachine machine;
    Eager first(machine.shares.newcomers(), machine.now);
    Eager second(machine.shares.newcomers(), machine.now);
    for (int turn = 1; turn <= 10; ++turn) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(first.turns + second.turns >= turn);
    }
}

SLUICE_EPOLL_MAIN(TestTurnShares)
#include "tst_turnshares.moc"
