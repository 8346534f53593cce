// Who is taken out of the backlog, how many at once, and who waits there.
#include "core/net/listener.h"
#include "core/observe/vitals.h"
#include "tests/core/net/listenerpeers.h"
#include "tests/support/epollmain.h"
#include "tests/support/manualclock.h"

#include <QElapsedTimer>

using sluice::AcceptPace;
using sluice::Client;
using sluice::Clients;
using sluice::Listener;
using sluice::loopIsIdle;
using sluice::Receiver;

class TestListenerBacklog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void newcomersComeInBatches();
    void pausedNewcomersWaitInTheBacklog();
    void whoWasResetMeanwhileIsPassedOver();
    void tooManyShortLivedOnesHoldTheOthersBack();

private:
    sluice::Vitals m_vitals;
    sluice::support::ManualClock m_clock;
};

void TestListenerBacklog::newcomersComeInBatches()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    Clients clients;
    come(clients, 600, listener);
    QTRY_COMPARE(receiver.all.size(), clients.size());
    QCOMPARE(receiver.batches, 10); // of 64
    QCOMPARE(m_vitals.openDescriptors.load(), clients.size());
}

void TestListenerBacklog::pausedNewcomersWaitInTheBacklog()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    listener.pause();
    const Client client(listener.port());
    QVERIFY(QTest::qWaitFor(loopIsIdle));
    QVERIFY(receiver.all.empty());
    listener.resume();
    QTRY_COMPARE(receiver.all.size(), 1U);
}

void TestListenerBacklog::whoWasResetMeanwhileIsPassedOver()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    listener.pause();
    const Client first(listener.port());
    Client second(listener.port());
    second.say("GET /ws HTTP/1.1\r\n");
    second.reset();
    const Client third(listener.port());
    listener.resume();
    QTRY_COMPARE(receiver.all.size(), 2U);
    QVERIFY(QTest::qWaitFor(loopIsIdle));
    QCOMPARE(receiver.all.size(), 2U);
    QCOMPARE(receiver.passedOver, 1U);
    QCOMPARE(m_vitals.openDescriptors.load(), 2U);
}

void TestListenerBacklog::tooManyShortLivedOnesHoldTheOthersBack()
{
    constexpr std::size_t small = AcceptPace::batch;
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    listener.setShortLived([&] { return receiver.all.size(); });
    QVERIFY(!listener.listen("127.0.0.1", 0));
    Clients clients;
    come(clients, 200, listener);
    QTRY_COMPARE(receiver.all.size(), clients.size());
    QVERIFY(!listener.isHeldBack());
    m_clock.pass(AcceptPace::toHold);
    come(clients, 1, listener);
    QTRY_VERIFY(listener.isHeldBack());
    listener.pause();
    come(clients, 4 * small, listener);
    receiver.batches = 0;
    receiver.largest = 0;
    QElapsedTimer time;
    time.start();
    listener.resume();
    QTRY_COMPARE(receiver.all.size(), clients.size());
    QCOMPARE(receiver.batches, 4);
    QCOMPARE(receiver.largest, small);
    QVERIFY(time.elapsed() >= 3 * (AcceptPace::rest.count() - 1));
}

SLUICE_EPOLL_MAIN(TestListenerBacklog)
#include "tst_listenerbacklog.moc"
