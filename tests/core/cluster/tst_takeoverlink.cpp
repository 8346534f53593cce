#include "core/cluster/takeoverlink.h"

#include "tests/support/epollmain.h"
#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sluice;
using takeover::Line;

namespace {

struct Pair {
    Pair()
    {
        std::array<int, 2> fds {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds.data()) < 0)
            qFatal("no socketpair");
        left = std::make_unique<TakeoverLink>(fds[0]);
        right = std::make_unique<TakeoverLink>(fds[1]);
        QObject::connect(right.get(), &TakeoverLink::received, right.get(),
                         [this](const Line& line) { heard.push_back(takeover::encode(line)); });
        QObject::connect(right.get(), &TakeoverLink::ended, right.get(),
                         [this](const std::string& why) { ends.push_back(why); });
    }
    std::unique_ptr<TakeoverLink> left;
    std::unique_ptr<TakeoverLink> right;
    std::vector<std::string> heard;
    std::vector<std::string> ends;
};

// One end, and the bare descriptor of the other.
struct Bare {
    Bare()
    {
        std::array<int, 2> fds {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) < 0)
            qFatal("no socketpair");
        link = std::make_unique<TakeoverLink>(fds[0]);
        peer = fds[1];
        QObject::connect(link.get(), &TakeoverLink::ended, link.get(),
                         [this](const std::string& why) { ends.push_back(why); });
        QObject::connect(link.get(), &TakeoverLink::received, link.get(),
                         [this](const Line& line) { heard.push_back(takeover::encode(line)); });
    }
    ~Bare() { leave(); }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;
    void say(const std::string& text) const
    {
        if (::send(peer, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
            qFatal("not sent");
    }
    void leave()
    {
        if (peer >= 0)
            ::close(std::exchange(peer, -1));
    }
    std::unique_ptr<TakeoverLink> link;
    int peer = -1;
    std::vector<std::string> heard;
    std::vector<std::string> ends;
};

constexpr const char* malformed = "{\"type\":\"failed\"}\n";

} // namespace

class TestTakeoverLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesComeInOrder();
    void aDescriptorGoesWithItsLine();
    void aDescriptorBehindAFullBufferGoesToo();
    void moreThanTheKernelTakesArrives();
    void whoFinishesIsHeardToTheEnd();
    void theOthersEndIsSaidOnce();
    void aMalformedLineEndsIt();
    void anUnknownLineDoesNot();
    void aLineThatIsTooLongEndsIt();
    void mayBeDestroyedByWhatItSays();
    void whatWasSaidBeforeTheEndIsHeardThoughSendingFails();
    void aPeerThatDoesNotReadEndsItButNotWhileSomebodySends();
    void itTellsWhetherThePeerEndedIt_data();
    void itTellsWhetherThePeerEndedIt();
};

void TestTakeoverLink::linesComeInOrder()
{
    Pair pair;
    std::vector<std::string> sent;
    for (std::uint64_t number = 0; number < 100; ++number) {
        const takeover::Append line { number, { "a", "", "1", "", 1 } };
        pair.left->send(line);
        sent.push_back(takeover::encode(line));
    }
    QTRY_COMPARE(pair.heard, sent);
}

void TestTakeoverLink::aDescriptorGoesWithItsLine()
{
    Pair pair;
    std::array<int, 2> pipe {};
    QVERIFY(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    pair.left->send(takeover::Who {});
    pair.left->send(takeover::Yours {}, pipe[1]);
    ::close(pipe[1]); // was only lent
    QTRY_COMPARE(pair.heard.size(), std::size_t { 2 });
    const int passed = pair.right->takeDescriptor();
    QVERIFY(passed >= 0);
    QCOMPARE(pair.right->takeDescriptor(), -1);
    QVERIFY((::fcntl(passed, F_GETFD) & FD_CLOEXEC) != 0);
    QCOMPARE(::write(passed, "x", 1), ssize_t { 1 });
    char read = 0;
    QCOMPARE(::read(pipe[0], &read, 1), ssize_t { 1 });
    QCOMPARE(read, 'x');
    ::close(passed);
    ::close(pipe[0]);
}

void TestTakeoverLink::aDescriptorBehindAFullBufferGoesToo()
{
    Pair pair;
    pair.right->setLongestLine(takeover::longestLine);
    const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    pair.left->send(takeover::Failed { std::string(4'000'000, 'x') });
    pair.left->send(takeover::Yours {}, fd);
    ::close(fd);
    QTRY_COMPARE(pair.heard.size(), std::size_t { 2 });
    const int passed = pair.right->takeDescriptor();
    QVERIFY(passed >= 0);
    ::close(passed);
}

void TestTakeoverLink::moreThanTheKernelTakesArrives()
{
    Pair pair;
    pair.right->setLongestLine(takeover::longestLine);
    for (int i = 0; i < 20; ++i)
        pair.left->send(takeover::Failed { std::string(1'000'000, 'x') });
    QTRY_COMPARE_WITH_TIMEOUT(pair.heard.size(), std::size_t { 20 }, 30000);
    QVERIFY(pair.ends.empty());
}

void TestTakeoverLink::whoFinishesIsHeardToTheEnd()
{
    Pair pair;
    pair.right->setLongestLine(takeover::longestLine);
    pair.left->send(takeover::Failed { std::string(4'000'000, 'x') });
    pair.left->finish();
    pair.left->send(takeover::Who {}); // is not sent any more
    QTRY_COMPARE(pair.ends.size(), std::size_t { 1 });
    QCOMPARE(pair.heard.size(), std::size_t { 1 });
}

void TestTakeoverLink::theOthersEndIsSaidOnce()
{
    Pair pair;
    pair.left->send(takeover::Who {});
    pair.left.reset();
    QTRY_COMPARE(pair.ends, std::vector<std::string> { "it has closed the connection" });
    QCOMPARE(pair.heard.size(), std::size_t { 1 });
    pair.right->send(takeover::Who {}); // nobody is there, nobody minds
    QCOMPARE(pair.ends.size(), std::size_t { 1 });
}

void TestTakeoverLink::aMalformedLineEndsIt()
{
    Bare bare;
    bare.say(malformed);
    QTRY_COMPARE(bare.ends,
                 std::vector<std::string> { "it has sent a field that is missing or wrong: why" });
}

void TestTakeoverLink::anUnknownLineDoesNot()
{
    Bare bare;
    bare.say("{\"type\":\"dance\"}\n{\"type\":\"who\"}\n");
    QTRY_COMPARE(bare.heard.size(), std::size_t { 1 });
    QVERIFY(bare.ends.empty());
}

void TestTakeoverLink::aLineThatIsTooLongEndsIt()
{
    Bare bare;
    bare.say(std::string(takeover::longestGreeting + 1, ' '));
    QTRY_COMPARE(bare.ends, std::vector<std::string> { "it has sent a line that is too long" });
}

void TestTakeoverLink::mayBeDestroyedByWhatItSays()
{
    Bare bare;
    int heard = 0;
    connect(bare.link.get(), &TakeoverLink::received, this, [&](const Line&) {
        ++heard;
        bare.link.release()->deleteLater();
    });
    bare.say("{\"type\":\"who\"}\n");
    QTRY_COMPARE(heard, 1);
}

// A caller may send line after line and need not look whether the link is still there.
void TestTakeoverLink::whatWasSaidBeforeTheEndIsHeardThoughSendingFails()
{
    Bare bare;
    const std::string last = takeover::encode(takeover::Refused { "too late" });
    bare.say(last);
    bare.leave();
    for (int i = 0; i < 3; ++i)
        bare.link->send(takeover::Prepared {});
    QVERIFY(bare.ends.empty());
    QTRY_COMPARE(bare.ends, std::vector<std::string> { "it has closed the connection" });
    QCOMPARE(bare.heard, std::vector<std::string> { last });
    QVERIFY(bare.link->peerEnded());
}

void TestTakeoverLink::aPeerThatDoesNotReadEndsItButNotWhileSomebodySends()
{
    Bare bare;
    const takeover::Failed line { std::string(TakeoverLink::mostUnsent / 8, 'x') };
    for (int i = 0; i < 10; ++i)
        bare.link->send(line);
    QVERIFY(bare.ends.empty());
    QTRY_COMPARE(bare.ends, std::vector<std::string> { "the other side does not read" });
    QVERIFY(!bare.link->peerEnded());
}

void TestTakeoverLink::itTellsWhetherThePeerEndedIt_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<bool>("unread");
    QTest::addColumn<bool>("byPeer");
    const QByteArray nothing;
    QTest::newRow("it closes") << nothing << false << true;
    QTest::newRow("in the middle of a line") << QByteArray("{\"type\":") << false << true;
    QTest::newRow("with something unread, which is a reset") << nothing << true << true;
    QTest::newRow("what it said is malformed") << QByteArray(malformed) << false << false;
    QTest::newRow("what it said is too long")
        << QByteArray(takeover::longestGreeting + 1, ' ') << false << false;
}

void TestTakeoverLink::itTellsWhetherThePeerEndedIt()
{
    QFETCH(QByteArray, said);
    QFETCH(bool, unread);
    QFETCH(bool, byPeer);
    Bare bare;
    if (unread)
        bare.link->send(takeover::Who {});
    bare.say(said.toStdString());
    if (byPeer)
        bare.leave();
    QTRY_COMPARE(bare.ends.size(), std::size_t { 1 });
    QCOMPARE(bare.link->peerEnded(), byPeer);
}

SLUICE_EPOLL_MAIN(TestTakeoverLink)
#include "tst_takeoverlink.moc"
