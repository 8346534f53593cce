#include "tests/core/net/tlsbench.h"
#include <QTest>
#include <malloc.h>
#include <vector>

using namespace sluice;

// Octets on the heap, not of the process: this can be counted, and is the same everywhere.
class TestTlsMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anIdleSessionHoldsItsKeysAndNoBuffers_data();
    void anIdleSessionHoldsItsKeysAndNoBuffers();
    void aStrangerHoldsLittle();
    void aPeerThatReadsNoAnswerHoldsLittle_data();
    void aPeerThatReadsNoAnswerHoldsLittle();
    void aPlainTransportIsTwoWords();
};

namespace {

std::size_t heap()
{
    return ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
}

} // namespace

void TestTlsMemory::anIdleSessionHoldsItsKeysAndNoBuffers_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
}

void TestTlsMemory::anIdleSessionHoldsItsKeysAndNoBuffers()
{
    QFETCH(int, version);
    constexpr std::size_t sessions = 50;
    std::vector<Transport> kept;
    kept.reserve(sessions);
    std::size_t before = 0;
    for (std::size_t i = 0; i <= sessions; ++i) {
        if (i == 1) // the first one fills what the library shares
            before = heap();
        TlsBench bench({ version, "http/1.1" });
        bench.converse();
        bench.peer.write("hello");
        bench.sendAll(pattern(20000));
        bench.converse();
        QCOMPARE(bench.heard, std::string("hello"));
        kept.push_back(std::move(bench.server));
    }
    const std::size_t each = (heap() - before) / sessions;
    qInfo("%zu octets a session", each);
    QVERIFY(each < std::size_t { 20 } * 1024);
}

void TestTlsMemory::aStrangerHoldsLittle()
{
    constexpr std::size_t strangers = 50;
    // The longest hello that is let in is announced and never comes.
    const std::string hello
        = std::string("\x16\x03\x01\x40\x00\x01\x00\x3f\xfc", 9) + std::string(12000, 'x');
    std::vector<std::unique_ptr<TlsStream>> streams;
    std::array<int, 2> ends {};
    std::size_t before = 0;
    for (std::size_t i = 0; i <= strangers; ++i) {
        if (i == 1)
            before = heap();
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        QVERIFY(::send(ends[1], hello.data(), hello.size(), 0) > 0);
        streams.push_back(std::make_unique<TlsStream>(*testContext(), ends[0]));
        QCOMPARE(streams.back()->shakeHands(), Transport::State::Alive);
        ::close(ends[0]);
        ::close(ends[1]);
    }
    const std::size_t each = (heap() - before) / strangers;
    qInfo("%zu octets a stranger", each);
    QVERIFY(each < std::size_t { 64 } * 1024);
}

void TestTlsMemory::aPeerThatReadsNoAnswerHoldsLittle_data()
{
    QTest::addColumn<int>("answers");
    QTest::addColumn<int>("most");
    QTest::newRow("to a question or two") << 2 << 20 * 1024;
    QTest::newRow("to as many as it may ask") << 32 << 40 * 1024;
}

void TestTlsMemory::aPeerThatReadsNoAnswerHoldsLittle()
{
    QFETCH(int, answers);
    QFETCH(int, most);
    constexpr std::size_t peers = 50;
    std::vector<Transport> kept;
    kept.reserve(peers + 1);
    std::size_t before = 0;
    for (std::size_t i = 0; i <= peers; ++i) {
        if (i == 1)
            before = heap();
        TlsBench bench(true);
        bench.converse();
        for (int asked = 0; asked < answers; ++asked)
            QCOMPARE(bench.askForNewKeys(), Transport::State::Alive);
        kept.push_back(std::move(bench.server));
    }
    const std::size_t each = (heap() - before) / peers;
    qInfo("%zu octets a peer", each);
    QVERIFY(each < static_cast<std::size_t>(most));
}

void TestTlsMemory::aPlainTransportIsTwoWords()
{
    QCOMPARE(sizeof(Transport), 2 * sizeof(void*));
}

QTEST_APPLESS_MAIN(TestTlsMemory)
#include "tst_tlsmemory.moc"
