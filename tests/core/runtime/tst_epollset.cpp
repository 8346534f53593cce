#include "core/runtime/watcher.h"
#include "tests/support/epollmain.h"

#include <QSocketNotifier>
#include <QTimer>
#include <array>
#include <functional>
#include <memory>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using sluice::EpollDispatcher;

namespace {
EpollDispatcher& dispatcher()
{
    return *EpollDispatcher::current();
}

// A connected pair of stream sockets.
struct Pair {
    std::array<int, 2> fds { -1, -1 };
    Pair()
    {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds.data()) < 0)
            qFatal("no socketpair");
    }
    ~Pair()
    {
        closeNear();
        closeFar();
    }
    int near() const { return fds[0]; }
    void closeNear() { closeOne(fds[0]); }
    void closeFar() { closeOne(fds[1]); }
    void makeReadable() const { QCOMPARE(write(fds[1], "x", 1), ssize_t { 1 }); }
    void consume() const
    {
        std::array<char, 16> buffer {};
        QVERIFY(read(fds[0], buffer.data(), buffer.size()) >= 0);
    }

private:
    static void closeOne(int& fd)
    {
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
};

// Counts and reacts; both ways into the dispatcher must behave alike.
class Ear {
public:
    virtual ~Ear() = default;
    int heard = 0;
    std::function<void()> reaction;

protected:
    void hear()
    {
        ++heard;
        const auto copy = reaction; // which may delete this ear
        if (copy)
            copy();
    }
};

class WatcherEar final : public Ear, public sluice::Watcher {
public:
    explicit WatcherEar(int fd) : m_fd(fd) { dispatcher().watch(fd, EPOLLIN, *this); }
    ~WatcherEar() override { dispatcher().unwatch(m_fd); }
    WatcherEar(const WatcherEar&) = delete;
    WatcherEar& operator=(const WatcherEar&) = delete;
    void ready(std::uint32_t) override { hear(); }

private:
    int m_fd;
};

class NotifierEar final : public Ear {
public:
    explicit NotifierEar(int fd) : m_notifier(fd, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { hear(); });
    }

private:
    QSocketNotifier m_notifier;
};

std::unique_ptr<Ear> makeEar(bool asWatcher, int fd)
{
    if (asWatcher)
        return std::make_unique<WatcherEar>(fd);
    return std::make_unique<NotifierEar>(fd);
}

void turn()
{
    dispatcher().processEvents(QEventLoop::AllEvents);
}
} // namespace

class TestEpollSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readinessIsLevelTriggered_data() { ways(); }
    void readinessIsLevelTriggered();
    void mayDeleteItself_data() { ways(); }
    void mayDeleteItself();
    void aNeighbourDeletedInTheBatchHearsNothing_data() { ways(); }
    void aNeighbourDeletedInTheBatchHearsNothing();
    void aDescriptorReusedInTheBatchHearsNothingOld_data() { ways(); }
    void aDescriptorReusedInTheBatchHearsNothingOld();
    void aNestedTurnMakesTheOuterBatchStale_data() { ways(); }
    void aNestedTurnMakesTheOuterBatchStale();
    void excludedNotifiersComeAfterwards_data() { ways(); }
    void excludedNotifiersComeAfterwards();
    void hangUpOfAForgottenDescriptorDoesNotSpin_data() { ways(); }
    void hangUpOfAForgottenDescriptorDoesNotSpin();
    void twoThousandDescriptorsAllSpeak_data() { ways(); }
    void twoThousandDescriptorsAllSpeak();
    void rewatchChangesTheInterest();
    void aRefusedDescriptorIsReported();
    void notifierCanBeDisabledAndEnabled();
    void readAndWriteNotifiersShareADescriptor();
    void disablingTheWriterInTheReadersSlotSilencesIt();
    void anInterruptLeavesTheRestForLater();

private:
    static void ways()
    {
        QTest::addColumn<bool>("asWatcher");
        QTest::newRow("a watcher") << true;
        QTest::newRow("a socket notifier") << false;
    }
};

void TestEpollSet::readinessIsLevelTriggered()
{
    QFETCH(const bool, asWatcher);
    const Pair pair;
    const auto ear = makeEar(asWatcher, pair.near());
    turn();
    QCOMPARE(ear->heard, 0);
    pair.makeReadable();
    turn();
    turn();
    QCOMPARE(ear->heard, 2);
    pair.consume();
    turn();
    QCOMPARE(ear->heard, 2);
}

void TestEpollSet::mayDeleteItself()
{
    QFETCH(const bool, asWatcher);
    const Pair pair;
    auto ear = makeEar(asWatcher, pair.near());
    int heard = 0;
    ear->reaction = [&] {
        ++heard;
        ear.reset();
    };
    pair.makeReadable();
    turn();
    turn();
    QCOMPARE(heard, 1);
}

void TestEpollSet::aNeighbourDeletedInTheBatchHearsNothing()
{
    QFETCH(const bool, asWatcher);
    const std::array<Pair, 2> pairs;
    std::array<std::unique_ptr<Ear>, 2> ears;
    int heard = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        ears[i] = makeEar(asWatcher, pairs[i].near());
        // Whichever comes first removes the other.
        ears[i]->reaction = [&heard, &ears, i] {
            ++heard;
            ears[1 - i].reset();
        };
        pairs[i].makeReadable();
    }
    turn();
    QCOMPARE(heard, 1);
}

void TestEpollSet::aDescriptorReusedInTheBatchHearsNothingOld()
{
    QFETCH(const bool, asWatcher);
    std::array<Pair, 2> pairs;
    std::array<std::unique_ptr<Ear>, 2> ears;
    std::unique_ptr<Pair> successor;
    std::unique_ptr<Ear> newEar;
    for (std::size_t i = 0; i < 2; ++i) {
        ears[i] = makeEar(asWatcher, pairs[i].near());
        ears[i]->reaction = [&, i] {
            const std::size_t other = 1 - i;
            const int fd = pairs[other].near();
            ears[other].reset();
            pairs[other].closeNear();
            successor = std::make_unique<Pair>();
            QCOMPARE(successor->near(), fd); // the lowest free number, as POSIX promises
            newEar = makeEar(asWatcher, fd);
        };
        pairs[i].makeReadable();
    }
    turn();
    QVERIFY(newEar != nullptr);
    QCOMPARE(newEar->heard, 0);
    successor->makeReadable();
    for (auto& ear : ears)
        ear.reset();
    turn();
    QCOMPARE(newEar->heard, 1);
}

void TestEpollSet::aNestedTurnMakesTheOuterBatchStale()
{
    QFETCH(const bool, asWatcher);
    const std::array<Pair, 2> pairs;
    std::array<std::unique_ptr<Ear>, 2> ears;
    bool nested = false;
    for (std::size_t i = 0; i < 2; ++i) {
        ears[i] = makeEar(asWatcher, pairs[i].near());
        ears[i]->reaction = [&, i] {
            pairs[i].consume();
            if (!nested) {
                nested = true;
                turn(); // the other one is served here, and must not be served again
            }
        };
        pairs[i].makeReadable();
    }
    turn();
    QCOMPARE(ears[0]->heard, 1);
    QCOMPARE(ears[1]->heard, 1);
}

void TestEpollSet::excludedNotifiersComeAfterwards()
{
    QFETCH(const bool, asWatcher);
    const Pair pair;
    const auto ear = makeEar(asWatcher, pair.near());
    pair.makeReadable();
    dispatcher().processEvents(QEventLoop::ExcludeSocketNotifiers);
    QCOMPARE(ear->heard, 0);
    turn();
    QCOMPARE(ear->heard, 1);
}

void TestEpollSet::hangUpOfAForgottenDescriptorDoesNotSpin()
{
    QFETCH(const bool, asWatcher);
    Pair pair;
    makeEar(asWatcher, pair.near()).reset();
    pair.closeFar();
    while (dispatcher().processEvents(QEventLoop::AllEvents)) { }
    QVERIFY(!dispatcher().processEvents(QEventLoop::AllEvents));
}

void TestEpollSet::twoThousandDescriptorsAllSpeak()
{
    QFETCH(const bool, asWatcher);
    constexpr std::size_t count = 1000; // pairs
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 2 * count + 100)
        QSKIP("the descriptor limit is too low here");
    const std::vector<Pair> pairs(count);
    std::vector<std::unique_ptr<Ear>> ears;
    for (const Pair& pair : pairs) {
        ears.push_back(makeEar(asWatcher, pair.near()));
        ears.back()->reaction = [&pair] { pair.consume(); };
        pair.makeReadable();
    }
    const auto all = [&ears] {
        return std::all_of(ears.begin(), ears.end(), [](const auto& ear) { return ear->heard; });
    };
    QTRY_VERIFY(all());
    turn();
    for (const auto& ear : ears)
        QCOMPARE(ear->heard, 1);
}

void TestEpollSet::rewatchChangesTheInterest()
{
    const Pair pair;
    WatcherEar ear(pair.near());
    pair.makeReadable();
    dispatcher().rewatch(pair.near(), 0);
    turn();
    QCOMPARE(ear.heard, 0);
    dispatcher().rewatch(pair.near(), EPOLLIN | EPOLLOUT);
    turn();
    QCOMPARE(ear.heard, 1);
}

void TestEpollSet::aRefusedDescriptorIsReported()
{
    char name[] = "/tmp/sluice-XXXXXX";
    const int file = mkstemp(name); // epoll takes no regular file
    QVERIFY(file >= 0);
    unlink(name);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^epoll refuses")));
    {
        WatcherEar ear(file);
        turn();
        turn();
        QCOMPARE(ear.heard, 1);
    }
    close(file);
}

void TestEpollSet::notifierCanBeDisabledAndEnabled()
{
    const Pair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    int heard = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&heard] { ++heard; });
    pair.makeReadable();
    notifier.setEnabled(false);
    turn();
    QCOMPARE(heard, 0);
    notifier.setEnabled(true);
    turn();
    QCOMPARE(heard, 1);
}

void TestEpollSet::readAndWriteNotifiersShareADescriptor()
{
    const Pair pair;
    QSocketNotifier reader(pair.near(), QSocketNotifier::Read);
    QSocketNotifier writer(pair.near(), QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&reads] { ++reads; });
    connect(&writer, &QSocketNotifier::activated, this, [&writes] { ++writes; });
    turn();
    QCOMPARE(reads, 0);
    QCOMPARE(writes, 1);
    pair.makeReadable();
    turn();
    QCOMPARE(reads, 1);
    QCOMPARE(writes, 2);
    writer.setEnabled(false);
    turn();
    QCOMPARE(reads, 2);
    QCOMPARE(writes, 2);
}

void TestEpollSet::disablingTheWriterInTheReadersSlotSilencesIt()
{
    const Pair pair;
    QSocketNotifier reader(pair.near(), QSocketNotifier::Read);
    QSocketNotifier writer(pair.near(), QSocketNotifier::Write);
    int writes = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&writer] { writer.setEnabled(false); });
    connect(&writer, &QSocketNotifier::activated, this, [&writes] { ++writes; });
    pair.makeReadable();
    turn();
    QCOMPARE(writes, 0);
}

void TestEpollSet::anInterruptLeavesTheRestForLater()
{
    const std::array<Pair, 2> pairs;
    std::array<std::unique_ptr<Ear>, 2> ears;
    int heard = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        ears[i] = std::make_unique<WatcherEar>(pairs[i].near());
        ears[i]->reaction = [&heard, &pairs, i] {
            ++heard;
            pairs[i].consume();
            dispatcher().interrupt();
        };
        pairs[i].makeReadable();
    }
    turn();
    QCOMPARE(heard, 1);
    turn();
    QCOMPARE(heard, 2);
}

SLUICE_EPOLL_MAIN(TestEpollSet)
#include "tst_epollset.moc"
