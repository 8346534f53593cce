// Many sends in one call come to what send(2) would have done to each.
#include "core/net/batchsender.h"

#include <QTest>
#include <array>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace sluice;
using State = Transport::State;

namespace {

struct Pair {
    explicit Pair(int little = 0)
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0)
            qFatal("no socketpair");
        if (little > 0)
            ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
    }
    ~Pair()
    {
        ::close(ends[0]);
        hangUp();
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    void hangUp()
    {
        if (ends[1] >= 0)
            ::close(std::exchange(ends[1], -1));
    }
    std::string heard() const
    {
        std::string octets(1U << 20U, '\0');
        const ssize_t count = ::recv(ends[1], octets.data(), octets.size(), MSG_DONTWAIT);
        octets.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return octets;
    }
    std::array<int, 2> ends {};
};

} // namespace

class TestBatchSender : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void everyoneGetsItsOwn();
    void eachOutcomeIsItsOwn();
    void aBatchIsOneCall();
    void unwantedItIsNotThere();
};

// Where the kernel has no ring for us, the first row is the second.
void TestBatchSender::initTestCase_data()
{
    QTest::addColumn<bool>("ring");
    QTest::newRow("by io_uring") << true;
    QTest::newRow("one by one") << false;
}

void TestBatchSender::everyoneGetsItsOwn()
{
    QFETCH_GLOBAL(bool, ring);
    BatchSender sender(ring);
    std::vector<std::unique_ptr<Pair>> pairs;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < BatchSender::most; ++i) {
        pairs.push_back(std::make_unique<Pair>());
        texts.push_back("for " + std::to_string(i));
    }
    for (int round = 0; round < 3; ++round) {
        std::vector<BatchSender::Item> items;
        for (std::size_t i = 0; i < pairs.size(); ++i)
            items.push_back({ pairs[i]->ends[0], texts[i], {} });
        sender.send(items);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            QVERIFY(items[i].outcome.state == State::Alive);
            QCOMPARE(items[i].outcome.octets, texts[i].size());
            QCOMPARE(pairs[i]->heard(), texts[i]);
        }
    }
}

void TestBatchSender::eachOutcomeIsItsOwn()
{
    QFETCH_GLOBAL(bool, ring);
    BatchSender sender(ring);
    const std::string large(1U << 20U, 'x');
    const Pair good;
    const Pair narrow(4096); // takes a part
    const Pair full(4096); // takes nothing more
    while (::send(full.ends[0], "x", 1, MSG_DONTWAIT) == 1) { }
    Pair broken;
    broken.hangUp();
    std::vector<BatchSender::Item> items { { good.ends[0], "hello", {} },
                                           { narrow.ends[0], large, {} },
                                           { full.ends[0], "hello", {} },
                                           { broken.ends[0], "hello", {} },
                                           { -1, "hello", {} } };
    sender.send(items);
    QVERIFY(items[0].outcome.state == State::Alive);
    QCOMPARE(items[0].outcome.octets, std::size_t { 5 });
    QVERIFY(items[1].outcome.state == State::Alive);
    QVERIFY(items[1].outcome.octets > 0 && items[1].outcome.octets < large.size());
    QCOMPARE(narrow.heard().size(), items[1].outcome.octets);
    QVERIFY(items[2].outcome.state == State::Alive);
    QCOMPARE(items[2].outcome.octets, std::size_t { 0 });
    QVERIFY(items[3].outcome.state == State::Broken);
    QVERIFY(items[4].outcome.state == State::Broken);
}

void TestBatchSender::aBatchIsOneCall()
{
    QFETCH_GLOBAL(bool, ring);
    BatchSender sender(ring);
    if (!sender.isThere())
        QSKIP("there is no ring");
    const Pair one;
    const Pair other;
    for (int round = 0; round < 10; ++round) {
        std::vector<BatchSender::Item> items { { one.ends[0], "hello", {} },
                                               { other.ends[0], "hello", {} } };
        sender.send(items);
    }
    QCOMPARE(sender.calls(), std::uint64_t { 10 });
}

void TestBatchSender::unwantedItIsNotThere()
{
    QVERIFY(!BatchSender(false).isThere());
}

QTEST_APPLESS_MAIN(TestBatchSender)
#include "tst_batchsender.moc"
