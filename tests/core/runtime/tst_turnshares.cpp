// The shares in a real loop: what happens to it when somebody has always something to ask for.
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/turnshares.h"
#include "core/runtime/watcher.h"
#include "tests/support/epollmain.h"

#include <QTimer>
#include <array>
#include <functional>
#include <memory>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

enum class Peer : std::uint8_t { SaysMore, Left };

// Either is ready for ever; who left is so even when nobody asks (EPOLLHUP).
int readyFor(Peer peer)
{
    if (peer == Peer::SaysMore)
        return eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK);
    std::array<int, 2> pair { -1, -1 };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()) < 0)
        qFatal("no socketpair");
    ::close(pair[1]);
    return pair[0];
}

// A descriptor that is always ready, and each turn of which costs a millisecond.
class Eager final : public Watcher, public TurnShare::Member {
public:
    Eager(TurnShare& share, Restraint::Duration& now, Peer peer = Peer::SaysMore)
        : m_share(share), m_now(now), m_descriptor(readyFor(peer))
    {
        loop().watch(m_descriptor, EPOLLIN, *this);
    }
    ~Eager() override
    {
        TurnShare::leave(*this);
        loop().unwatch(m_descriptor);
        ::close(m_descriptor);
    }
    void ready(std::uint32_t events) override { m_share.ask(*this, events); }
    void haveTurn(std::uint32_t) override
    {
        m_now += 1ms;
        ++turns;
        if (!isContent)
            return loop().rewatch(m_descriptor, EPOLLIN);
        loop().mute(m_descriptor);
        isContent();
    }
    void holdBack() override { loop().mute(m_descriptor); }

    static EpollDispatcher& loop() { return *EpollDispatcher::current(); }
    int turns = 0;
    std::function<void()> isContent; // with a single turn

private:
    TurnShare& m_share;
    Restraint::Duration& m_now;
    int m_descriptor;
};

// Its time goes by with the turns, and the loop has no processor meanwhile.
struct CrowdedMachine {
    Restraint::Duration now {};
    bool isCrowded = true;
    TurnShares shares { Eager::loop(),
                        { [this] { return now; },
                          [this] { return isCrowded ? Restraint::Duration {} : now; } } };
};

} // namespace

class TestTurnShares : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onACrowdedMachineTheLoopSleeps_data();
    void onACrowdedMachineTheLoopSleeps();
    void whoWasHeldBackIsServedThoughTheCrowdIsGone();
    void oneKindDoesNotPauseAnother();
    void newcomersAreNotPaused();
};

void TestTurnShares::onACrowdedMachineTheLoopSleeps_data()
{
    QTest::addColumn<Peer>("peer");
    QTest::newRow("while it holds back who has more to say") << Peer::SaysMore;
    QTest::newRow("while it holds back who has left") << Peer::Left;
}

void TestTurnShares::onACrowdedMachineTheLoopSleeps()
{
    QFETCH(const Peer, peer);
    CrowdedMachine machine;
    Eager first(machine.shares.regulars(), machine.now, peer);
    Eager second(machine.shares.regulars(), machine.now, peer);
    int loopTurns = 0;
    while (first.turns + second.turns < 40) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        ++loopTurns;
    }
    // A loop that did not sleep would turn some hundred times in each of the forty pauses.
    QVERIFY2(loopTurns < 400, qPrintable(QString::number(loopTurns)));
    QVERIFY(std::abs(first.turns - second.turns) <= 1);
}

// All of them are muted, and there is no pause any more whose end would wake the loop.
void TestTurnShares::whoWasHeldBackIsServedThoughTheCrowdIsGone()
{
    CrowdedMachine machine;
    int left = 4;
    std::vector<std::unique_ptr<Eager>> members;
    for (int i = 0; i < left; ++i) {
        members.push_back(std::make_unique<Eager>(machine.shares.leavers(), machine.now));
        members.back()->isContent = [&left] {
            if (--left == 0)
                Eager::loop().wakeUp(); // no sooner: that would serve the next one
        };
    }
    while (machine.shares.leavers().waiting() < 3)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    machine.isCrowded = false;
    machine.now += 2s;
    QTimer patience; // wakes the loop once, which is too late
    patience.setSingleShot(true);
    patience.start(10s);
    while (left > 0 && patience.isActive())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(patience.isActive());
}

void TestTurnShares::oneKindDoesNotPauseAnother()
{
    CrowdedMachine machine;
    Eager stranger(machine.shares.regulars(), machine.now);
    QTRY_VERIFY(stranger.turns >= 1);
    machine.shares.regulars().ask(stranger, EPOLLIN);
    QCOMPARE(machine.shares.regulars().waiting(), std::size_t { 1 });
    for (TurnShare* share :
         { &machine.shares.newcomers(), &machine.shares.leftovers(), &machine.shares.leavers() }) {
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
