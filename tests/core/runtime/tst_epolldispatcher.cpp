#include "tests/support/epollmain.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QHostAddress>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <atomic>
#include <functional>
#include <thread>

using namespace std::chrono_literals;
using sluice::EpollDispatcher;

namespace {
class TimerCounter : public QObject {
public:
    int fired = 0;
    bool killsItself = false;

protected:
    void timerEvent(QTimerEvent* event) override
    {
        ++fired;
        if (killsItself)
            killTimer(event->timerId());
    }
};

class EventCounter : public QObject {
public:
    explicit EventCounter(int enough) : m_enough(enough) { }
    QEventLoop loop;
    int events = 0;

protected:
    void customEvent(QEvent*) override
    {
        if (++events == m_enough)
            loop.quit();
    }

private:
    int m_enough;
};

class Runner final : public QThread {
public:
    std::atomic<EpollDispatcher*> seen { nullptr };

protected:
    void run() override
    {
        seen = EpollDispatcher::current();
        exec();
    }
};

EpollDispatcher& dispatcher()
{
    return *EpollDispatcher::current();
}

void settle()
{
    while (dispatcher().processEvents(QEventLoop::AllEvents)) { }
}
} // namespace

class TestEpollDispatcher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { settle(); }
    void thisThreadRunsOnIt();
    void timersOfEveryTypeFire_data();
    void timersOfEveryTypeFire();
    void intervalZeroFiresOnceATurn();
    void singleShotFiresOnce();
    void killTimerInsideItsOwnTimerEvent();
    void registeredTimersAndRemainingTime();
    void excludedTimersDoNotFire();
    void processEventsReturnsFalseWhenNothingHappened();
    void postedEventsAreDelivered();
    void postedEventsEndAWait();
    void deleteLaterWorksOnceTheLoopTurns();
    void aQueuedConnectionFromAnotherThreadArrives();
    void wakeUpFromAnotherThreadEndsAWait();
    void aThousandWakeUpsLoseNoPostedEvent();
    void interruptKeepsItFromBlocking();
    void interruptFromAnotherThreadEndsAWait();
    void awakeAndAboutToBlockComeInOrder();
    void nestedLoopsRunTimersAndEnd();
    void quitFromASlotEndsTheInnerLoopOnly();
    void socketsTalkOverIt();
    void aThreadOwnsAndDestroysItsDispatcher();
};

void TestEpollDispatcher::thisThreadRunsOnIt()
{
    QVERIFY(EpollDispatcher::current() != nullptr);
    EpollDispatcher* elsewhere = nullptr;
    std::thread([&elsewhere] { elsewhere = EpollDispatcher::current(); }).join();
    QVERIFY(elsewhere == nullptr);
}

void TestEpollDispatcher::timersOfEveryTypeFire_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::newRow("precise") << Qt::PreciseTimer << 20;
    QTest::newRow("coarse") << Qt::CoarseTimer << 40;
    QTest::newRow("very coarse") << Qt::VeryCoarseTimer << 1000;
}

void TestEpollDispatcher::timersOfEveryTypeFire()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const int, interval);
    TimerCounter counter;
    const int id = counter.startTimer(interval, type);
    QVERIFY(id > 0);
    QTRY_VERIFY(counter.fired >= 2);
    counter.killTimer(id);
    settle();
    QCOMPARE(dispatcher().registeredTimers(&counter).size(), 0);
}

void TestEpollDispatcher::intervalZeroFiresOnceATurn()
{
    TimerCounter counter;
    counter.startTimer(0);
    for (int turn = 1; turn <= 3; ++turn) {
        QVERIFY(dispatcher().processEvents(QEventLoop::AllEvents));
        QCOMPARE(counter.fired, turn);
    }
}

void TestEpollDispatcher::singleShotFiresOnce()
{
    int fired = 0;
    QTimer timer;
    timer.setSingleShot(true);
    connect(&timer, &QTimer::timeout, this, [&fired] { ++fired; });
    timer.start(5);
    QTRY_COMPARE(fired, 1);
    QVERIFY(!timer.isActive());
    QTimer::singleShot(0, this, [&fired] { ++fired; });
    QTRY_COMPARE(fired, 2);
    QVERIFY(dispatcher().registeredTimers(&timer).isEmpty());
}

void TestEpollDispatcher::killTimerInsideItsOwnTimerEvent()
{
    TimerCounter counter;
    counter.killsItself = true;
    counter.startTimer(0);
    dispatcher().processEvents(QEventLoop::AllEvents);
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(counter.fired, 1);
}

void TestEpollDispatcher::registeredTimersAndRemainingTime()
{
    QObject object;
    const int id = object.startTimer(100'000, Qt::PreciseTimer);
    const auto timers = dispatcher().registeredTimers(&object);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.first().timerId, id);
    QCOMPARE(timers.first().interval, 100'000);
    QCOMPARE(timers.first().timerType, Qt::PreciseTimer);
    const int remaining = dispatcher().remainingTime(id);
    QVERIFY(remaining > 0 && remaining <= 100'000);
    object.killTimer(id);
    QCOMPARE(dispatcher().remainingTime(id), -1);
}

void TestEpollDispatcher::excludedTimersDoNotFire()
{
    TimerCounter counter;
    counter.startTimer(0);
    dispatcher().processEvents(QEventLoop::X11ExcludeTimers);
    QCOMPARE(counter.fired, 0);
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(counter.fired, 1);
}

void TestEpollDispatcher::processEventsReturnsFalseWhenNothingHappened()
{
    QVERIFY(!dispatcher().processEvents(QEventLoop::AllEvents));
    QVERIFY(!dispatcher().processEvents(QEventLoop::ExcludeSocketNotifiers));
}

void TestEpollDispatcher::postedEventsAreDelivered()
{
    QObject receiver;
    bool called = false;
    QMetaObject::invokeMethod(
        &receiver, [&called] { called = true; }, Qt::QueuedConnection);
    QVERIFY(!called);
    QVERIFY(dispatcher().processEvents(QEventLoop::AllEvents));
    QVERIFY(called);
}

void TestEpollDispatcher::postedEventsEndAWait()
{
    QEventLoop loop;
    int calls = 0;
    std::function<void()> again = [&] {
        if (++calls < 3)
            QMetaObject::invokeMethod(&loop, again, Qt::QueuedConnection);
        else
            loop.quit();
    };
    QMetaObject::invokeMethod(&loop, again, Qt::QueuedConnection);
    // Nothing but the posted events would ever end its waits.
    loop.exec();
    QCOMPARE(calls, 3);
}

void TestEpollDispatcher::deleteLaterWorksOnceTheLoopTurns()
{
    auto* const object = new QObject;
    QSignalSpy destroyed(object, &QObject::destroyed);
    object->deleteLater();
    QCOMPARE(destroyed.count(), 0);
    QEventLoop loop;
    connect(object, &QObject::destroyed, &loop, &QEventLoop::quit);
    loop.exec();
    QCOMPARE(destroyed.count(), 1);
}

void TestEpollDispatcher::aQueuedConnectionFromAnotherThreadArrives()
{
    QEventLoop loop;
    std::thread other([&loop] { QMetaObject::invokeMethod(&loop, "quit", Qt::QueuedConnection); });
    loop.exec();
    other.join();
}

void TestEpollDispatcher::wakeUpFromAnotherThreadEndsAWait()
{
    EpollDispatcher& here = dispatcher();
    std::thread other([&here] { here.wakeUp(); });
    QVERIFY(here.processEvents(QEventLoop::WaitForMoreEvents));
    other.join();
    here.wakeUp();
    QVERIFY(here.processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeSocketNotifiers));
}

void TestEpollDispatcher::aThousandWakeUpsLoseNoPostedEvent()
{
    EventCounter counter(1000);
    std::thread other([&counter] {
        for (int i = 0; i < 1000; ++i)
            QCoreApplication::postEvent(&counter, new QEvent(QEvent::User));
    });
    counter.loop.exec();
    other.join();
    QCOMPARE(counter.events, 1000);
}

void TestEpollDispatcher::interruptKeepsItFromBlocking()
{
    QObject receiver;
    QMetaObject::invokeMethod(
        &receiver, [] { dispatcher().interrupt(); }, Qt::QueuedConnection);
    TimerCounter counter;
    counter.startTimer(0);
    QVERIFY(!dispatcher().processEvents(QEventLoop::WaitForMoreEvents));
    QCOMPARE(counter.fired, 0);
}

void TestEpollDispatcher::interruptFromAnotherThreadEndsAWait()
{
    EpollDispatcher& here = dispatcher();
    std::thread other([&here] { here.interrupt(); });
    here.processEvents(QEventLoop::WaitForMoreEvents);
    other.join();
}

void TestEpollDispatcher::awakeAndAboutToBlockComeInOrder()
{
    QStringList seen;
    QObject context;
    connect(&dispatcher(), &QAbstractEventDispatcher::awake, &context,
            [&seen] { seen << QStringLiteral("awake"); });
    connect(&dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &context,
            [&seen] { seen << QStringLiteral("aboutToBlock"); });
    QMetaObject::invokeMethod(
        &context, [&seen] { seen << QStringLiteral("event"); }, Qt::QueuedConnection);
    dispatcher().processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(seen,
             QStringList({ QStringLiteral("awake"), QStringLiteral("event"),
                           QStringLiteral("aboutToBlock") }));
    seen.clear();
    dispatcher().processEvents(QEventLoop::AllEvents);
    QCOMPARE(seen, QStringList(QStringLiteral("awake")));
}

void TestEpollDispatcher::nestedLoopsRunTimersAndEnd()
{
    TimerCounter counter;
    counter.startTimer(0);
    bool nestedDone = false;
    QTimer::singleShot(0, this, [&] {
        QEventLoop nested;
        QTimer::singleShot(1, &nested, &QEventLoop::quit);
        nested.exec();
        nestedDone = counter.fired > 0;
    });
    QTRY_VERIFY(nestedDone);
}

void TestEpollDispatcher::quitFromASlotEndsTheInnerLoopOnly()
{
    QStringList order;
    QEventLoop outer;
    QTimer::singleShot(0, this, [&] {
        QEventLoop inner;
        QTimer::singleShot(0, &inner, &QEventLoop::quit);
        inner.exec();
        order << QStringLiteral("inner");
        QTimer::singleShot(0, &outer, &QEventLoop::quit);
    });
    outer.exec();
    order << QStringLiteral("outer");
    QCOMPARE(order, QStringList({ QStringLiteral("inner"), QStringLiteral("outer") }));
}

void TestEpollDispatcher::socketsTalkOverIt()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket* const peer = server.nextPendingConnection();
        connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
    });
    QTcpSocket client;
    const QByteArray sent(qsizetype { 3 } * 1024 * 1024,
                          'x'); // more than the kernel's buffers hold
    QByteArray received;
    connect(&client, &QTcpSocket::connected, this, [&] { client.write(sent); });
    connect(&client, &QTcpSocket::readyRead, this, [&] { received += client.readAll(); });
    client.connectToHost(server.serverAddress(), server.serverPort());
    QTRY_COMPARE(received.size(), sent.size());
    client.disconnectFromHost();
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void TestEpollDispatcher::aThreadOwnsAndDestroysItsDispatcher()
{
    auto* const own = new EpollDispatcher;
    const QPointer<EpollDispatcher> watched(own);
    Runner runner;
    runner.setEventDispatcher(own);
    runner.start();
    runner.quit();
    QVERIFY(runner.wait());
    QCOMPARE(runner.seen.load(), own);
    QVERIFY(watched.isNull());
}

SLUICE_EPOLL_MAIN(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
