// A descriptor that goes from one watcher to the next, as from an HTTP connection to its session.
#include "core/runtime/epolldispatcher.h"
#include "core/runtime/watcher.h"
#include "tests/support/epollmain.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>
#include <array>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

using sluice::EpollDispatcher;

namespace {

struct Ear final : sluice::Watcher {
    void ready(std::uint32_t events) override
    {
        heard |= events;
        ++times;
    }
    std::uint32_t heard = 0;
    int times = 0;
};

std::array<int, 2> pairOfSockets()
{
    std::array<int, 2> ends {};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
        qFatal("no socket pair");
    return ends;
}

EpollDispatcher& loop()
{
    return *EpollDispatcher::current();
}

void turn(int times)
{
    for (int i = 0; i < times; ++i)
        QCoreApplication::processEvents();
}

} // namespace

class TestPassOn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_ends = pairOfSockets(); }
    void cleanup();
    void theNextWatcherHears_data();
    void theNextWatcherHears();
    void whatComesMeanwhileIsHeardOnceSomebodyWatches();
    void aResetMeanwhileDoesNotSpin_data();
    void aResetMeanwhileDoesNotSpin();
    void closedMeanwhileTheNumberMayBeUsedAgain();

private:
    std::array<int, 2> m_ends {};
};

void TestPassOn::cleanup()
{
    loop().unwatch(m_ends[0]);
    for (const int end : m_ends)
        ::close(end);
}

void TestPassOn::theNextWatcherHears_data()
{
    QTest::addColumn<quint32>("before");
    QTest::addColumn<quint32>("after");
    QTest::newRow("with the same interest") << quint32 { EPOLLIN } << quint32 { EPOLLIN };
    QTest::newRow("with more") << quint32 { EPOLLIN } << quint32 { EPOLLIN | EPOLLOUT };
    QTest::newRow("with another") << quint32 { EPOLLOUT } << quint32 { EPOLLIN };
}

void TestPassOn::theNextWatcherHears()
{
    QFETCH(quint32, before);
    QFETCH(quint32, after);
    Ear first;
    Ear second;
    loop().watch(m_ends[0], before, first);
    loop().passOn(m_ends[0]);
    loop().watch(m_ends[0], after, second);
    QCOMPARE(::write(m_ends[1], "x", 1), ssize_t { 1 });
    turn(1);
    QCOMPARE(first.times, 0);
    QCOMPARE(second.heard, after);
}

void TestPassOn::whatComesMeanwhileIsHeardOnceSomebodyWatches()
{
    Ear first;
    Ear second;
    loop().watch(m_ends[0], EPOLLIN, first);
    loop().passOn(m_ends[0]);
    QCOMPARE(::write(m_ends[1], "x", 1), ssize_t { 1 });
    turn(3);
    loop().watch(m_ends[0], EPOLLIN, second);
    turn(1);
    QCOMPARE(first.times, 0);
    QCOMPARE(second.heard, quint32 { EPOLLIN });
}

void TestPassOn::aResetMeanwhileDoesNotSpin_data()
{
    QTest::addColumn<quint32>("interest");
    QTest::newRow("while reading was of interest") << quint32 { EPOLLIN };
    QTest::newRow("while nothing was") << quint32 { 0 };
}

void TestPassOn::aResetMeanwhileDoesNotSpin()
{
    QFETCH(quint32, interest);
    Ear first;
    loop().watch(m_ends[0], interest, first);
    loop().passOn(m_ends[0]);
    ::close(std::exchange(m_ends[1], -1)); // a hang-up cannot be masked
    int waits = 0;
    connect(&loop(), &EpollDispatcher::aboutToBlock, this, [&waits] { ++waits; });
    QEventLoop events;
    QTimer::singleShot(20, &events, &QEventLoop::quit);
    events.exec();
    loop().disconnect(this);
    QVERIFY2(waits < 10, qPrintable(QString::number(waits))); // or thousands
    QCOMPARE(first.times, 0);
}

void TestPassOn::closedMeanwhileTheNumberMayBeUsedAgain()
{
    Ear first;
    Ear second;
    loop().watch(m_ends[0], EPOLLIN, first);
    loop().passOn(m_ends[0]);
    const auto fresh = pairOfSockets();
    QCOMPARE(::dup3(fresh[0], m_ends[0], O_CLOEXEC), m_ends[0]); // closes the old, as a reuse would
    ::close(fresh[0]);
    ::close(std::exchange(m_ends[1], fresh[1]));
    loop().watch(m_ends[0], EPOLLIN, second);
    QCOMPARE(::write(m_ends[1], "x", 1), ssize_t { 1 });
    turn(1);
    QCOMPARE(second.heard, quint32 { EPOLLIN });
    QCOMPARE(first.times, 0);
}

SLUICE_EPOLL_MAIN(TestPassOn)
#include "tst_passon.moc"
