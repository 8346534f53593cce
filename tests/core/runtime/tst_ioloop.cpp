#include "core/runtime/epolldispatcher.h"
#include "core/runtime/ioloop.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTest>
#include <QThread>
#include <array>
#include <chrono>
#include <future>
#include <pthread.h>
#include <vector>

using namespace std::chrono_literals;
using sluice::EpollDispatcher;
using sluice::IoLoop;

namespace {
// Runs `work` in the loop and returns what it returns.
template <typename Work> auto inLoop(IoLoop& loop, Work work)
{
    std::promise<decltype(work())> promise;
    auto result = promise.get_future();
    loop.mailbox().post([&promise, work] { promise.set_value(work()); });
    return result.get();
}

class Alarm final : public sluice::WheelTimer {
public:
    explicit Alarm(std::promise<void>& rang) : m_rang(rang) { }
    void timeUp() override { m_rang.set_value(); }

private:
    std::promise<void>& m_rang;
};
} // namespace

class TestIoLoop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lettersRunInTheLoopsOwnThreadOnEpoll();
    void theThreadBearsItsName();
    void lettersPostedBeforeStartRun();
    void theWheelTurnsInTheLoop();
    void farewellRunsInTheLoopAfterEarlierLetters();
    void nothingIsTakenAfterStop();
    void stopTwiceAndWithoutStartIsHarmless();
    void deferredDeletesOfTheFarewellAreDone();
    void loopsWriteToEachOther();
    void theBeatIsFresh();
};

void TestIoLoop::lettersRunInTheLoopsOwnThreadOnEpoll()
{
    IoLoop loop("io-1");
    loop.start();
    QVERIFY(inLoop(loop, [] { return QThread::currentThread(); }) != QThread::currentThread());
    EpollDispatcher* const dispatcher = inLoop(loop, [] { return EpollDispatcher::current(); });
    QVERIFY(dispatcher != nullptr);
    QCOMPARE(dispatcher, &loop.dispatcher());
}

void TestIoLoop::theThreadBearsItsName()
{
    IoLoop loop("a-name-that-is-too-long");
    loop.start();
    const std::string name = inLoop(loop, [] {
        std::array<char, 16> buffer {};
        pthread_getname_np(pthread_self(), buffer.data(), buffer.size());
        return std::string(buffer.data());
    });
    QCOMPARE(name, std::string("a-name-that-is-"));
}

void TestIoLoop::lettersPostedBeforeStartRun()
{
    IoLoop loop("io-1");
    std::promise<void> ran;
    loop.mailbox().post([&ran] { ran.set_value(); });
    loop.start();
    ran.get_future().wait();
}

void TestIoLoop::theWheelTurnsInTheLoop()
{
    IoLoop loop("io-1");
    loop.start();
    std::promise<void> rang;
    Alarm alarm(rang);
    inLoop(loop, [&] {
        loop.wheel().arm(alarm, 10ms);
        return true;
    });
    rang.get_future().wait();
    loop.stop();
    QVERIFY(!alarm.isArmed());
}

void TestIoLoop::farewellRunsInTheLoopAfterEarlierLetters()
{
    IoLoop loop("io-1");
    loop.start();
    QThread* const thread = inLoop(loop, [] { return QThread::currentThread(); });
    std::vector<int> seen;
    bool inItsThread = false;
    loop.mailbox().post([&seen] { seen.push_back(1); });
    loop.stop([&] {
        seen.push_back(2);
        inItsThread = QThread::currentThread() == thread;
    });
    QCOMPARE(seen, (std::vector { 1, 2 }));
    QVERIFY(inItsThread);
}

void TestIoLoop::nothingIsTakenAfterStop()
{
    IoLoop loop("io-1");
    loop.start();
    loop.stop();
    QVERIFY(!loop.mailbox().post([] {}));
}

void TestIoLoop::stopTwiceAndWithoutStartIsHarmless()
{
    IoLoop idle("io-1");
    idle.stop();
    IoLoop loop("io-2");
    loop.start();
    loop.stop();
    int farewells = 0;
    loop.stop([&farewells] { ++farewells; });
    QCOMPARE(farewells, 0);
}

void TestIoLoop::deferredDeletesOfTheFarewellAreDone()
{
    IoLoop loop("io-1");
    loop.start();
    bool created = false;
    QPointer<QObject> object;
    loop.stop([&created, &object] {
        object = new QObject;
        created = !object.isNull();
        object->deleteLater();
    });
    QVERIFY(created);
    QVERIFY(object.isNull());
}

void TestIoLoop::loopsWriteToEachOther()
{
    constexpr int rounds = 2000;
    IoLoop left("left");
    IoLoop right("right");
    left.start();
    right.start();
    std::promise<int> done;
    std::function<void(int)> serve;
    serve = [&](int round) {
        if (round == rounds) {
            done.set_value(round);
            return;
        }
        IoLoop& other = round % 2 == 0 ? right : left;
        other.mailbox().post([&serve, round] { serve(round + 1); });
    };
    left.mailbox().post([&serve] { serve(0); });
    QCOMPARE(done.get_future().get(), rounds);
}

void TestIoLoop::theBeatIsFresh()
{
    IoLoop loop("io-1");
    loop.start();
    QVERIFY(loop.sinceLastBeatMs() >= 0);
    // Wait for a beat of the loop's own timer: the age falls.
    std::int64_t former = loop.sinceLastBeatMs();
    const auto fell = [&] {
        const std::int64_t age = loop.sinceLastBeatMs();
        const bool younger = age < former;
        former = age;
        return younger;
    };
    QVERIFY(QTest::qWaitFor(fell));
}

QTEST_GUILESS_MAIN(TestIoLoop)
#include "tst_ioloop.moc"
