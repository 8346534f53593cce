#include "core/runtime/signalbridge.h"

#include <QSignalSpy>
#include <QTest>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using sluice::SignalBridge;

namespace {
void ignoreSignal(int) { }
} // namespace

class TestSignalBridge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void terminationNamesItsSignal_data();
    void terminationNamesItsSignal();
    void hangUpAsksForAReload();
    void threeQuickSignalsAreThree();
    void signalsToAnotherThreadArriveAsWell();
    void aBlockedReadIsRestarted();
    void formerHandlersAreRestored();
    void onceTheOutcomeStandsSignalsAreIgnored();
};

void TestSignalBridge::terminationNamesItsSignal_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestSignalBridge::terminationNamesItsSignal()
{
    QFETCH(const int, number);
    SignalBridge bridge;
    QSignalSpy terminations(&bridge, &SignalBridge::terminationRequested);
    QSignalSpy reloads(&bridge, &SignalBridge::reloadRequested);
    raise(number);
    QCOMPARE(terminations.count(), 0); // only the event loop passes it on
    QTRY_COMPARE(terminations.count(), 1);
    QCOMPARE(terminations.first().first().toInt(), number);
    QCOMPARE(reloads.count(), 0);
}

void TestSignalBridge::hangUpAsksForAReload()
{
    SignalBridge bridge;
    QSignalSpy terminations(&bridge, &SignalBridge::terminationRequested);
    QSignalSpy reloads(&bridge, &SignalBridge::reloadRequested);
    raise(SIGHUP);
    QTRY_COMPARE(reloads.count(), 1);
    QCOMPARE(terminations.count(), 0);
}

void TestSignalBridge::threeQuickSignalsAreThree()
{
    SignalBridge bridge;
    QSignalSpy terminations(&bridge, &SignalBridge::terminationRequested);
    raise(SIGTERM);
    raise(SIGINT);
    raise(SIGTERM);
    QTRY_COMPARE(terminations.count(), 3);
    QCOMPARE(terminations.at(0).first().toInt(), SIGTERM);
    QCOMPARE(terminations.at(1).first().toInt(), SIGINT);
    QCOMPARE(terminations.at(2).first().toInt(), SIGTERM);
}

void TestSignalBridge::signalsToAnotherThreadArriveAsWell()
{
    SignalBridge bridge;
    QSignalSpy terminations(&bridge, &SignalBridge::terminationRequested);
    std::thread other([] { pthread_kill(pthread_self(), SIGTERM); });
    other.join();
    QTRY_COMPARE(terminations.count(), 1);
}

void TestSignalBridge::aBlockedReadIsRestarted()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("ThreadSanitizer holds a signal back until read() returns");
#endif
    SignalBridge bridge;
    QSignalSpy terminations(&bridge, &SignalBridge::terminationRequested);
    std::array<int, 2> pair {};
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()), 0);
    ssize_t count = -1;
    std::thread reader([&] {
        char byte = 0;
        count = read(pair[0], &byte, 1);
    });
    // Whether the thread reads already or only soon: in neither case may the read fail.
    const bool arrived = QTest::qWaitFor([&] {
        pthread_kill(reader.native_handle(), SIGTERM);
        return terminations.count() > 0;
    });
    const ssize_t written = write(pair[1], "x", 1);
    reader.join();
    QVERIFY(arrived);
    QCOMPARE(written, ssize_t { 1 });
    QCOMPARE(count, ssize_t { 1 });
    close(pair[0]);
    close(pair[1]);
}

void TestSignalBridge::formerHandlersAreRestored()
{
    struct sigaction action { };
    action.sa_handler = ignoreSignal;
    struct sigaction former { };
    QCOMPARE(sigaction(SIGTERM, &action, &former), 0);
    {
        SignalBridge bridge;
        struct sigaction during { };
        sigaction(SIGTERM, nullptr, &during);
        QVERIFY(during.sa_handler != ignoreSignal);
        QVERIFY((during.sa_flags & SA_RESTART) != 0);
    }
    struct sigaction after { };
    QCOMPARE(sigaction(SIGTERM, &former, &after), 0);
    QVERIFY(after.sa_handler == ignoreSignal);
}

void TestSignalBridge::onceTheOutcomeStandsSignalsAreIgnored()
{
    {
        SignalBridge bridge;
        bridge.ignoreAfterwards();
    }
    for (const int number : { SIGTERM, SIGINT, SIGHUP }) {
        raise(number); // by its default it would be our end
        QVERIFY(std::signal(number, SIG_DFL) == SIG_IGN);
    }
}

QTEST_GUILESS_MAIN(TestSignalBridge)
#include "tst_signalbridge.moc"
