// What a client may have open, without an answer: while Redis is away nothing is answered.
#include "core/hub/shard.h"

#include "tests/core/hub/shardbench.h"
#include "tests/core/session/rawdeflate.h"
#include <QTest>
#include <algorithm>

using namespace sluice;

namespace {

std::string deflated(const std::string& text)
{
    std::string frame = encodeMaskedFrame(Opcode::Text, deflatedPayload(text), 7);
    frame[0] = static_cast<char>(static_cast<unsigned char>(frame[0]) | 0x40U); // RSV1
    return frame;
}

std::string saying(std::size_t octets, std::size_t addressee = 0)
{
    const std::string to
        = addressee > 0 ? R"("to":")" + std::string(addressee, 'x') + "\"," : std::string();
    return R"({"type":"message",)" + to + R"("data":")" + std::string(octets - 2, 'x') + "\"}";
}

} // namespace

class TestUnsettled : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void whoHasMuchOpenIsNotHeard_data();
    void whoHasMuchOpenIsNotHeard();
    void anAnswerLetsTheNextBeHeard();

private:
    static void settleAll(ShardBench& bench);
};

void TestUnsettled::settleAll(ShardBench& bench)
{
    bench.inLoop([&] {
        for (const Inbound& inbound : std::exchange(bench.inbounds, {}))
            bench.shard().settle(inbound.key, ShardBench::text("answer").json);
    });
}

void TestUnsettled::whoHasMuchOpenIsNotHeard_data()
{
    QTest::addColumn<std::size_t>("octets"); // of a message
    QTest::addColumn<std::size_t>("addressee"); // octets of its name
    QTest::addColumn<std::size_t>("messages");
    QTest::addColumn<std::size_t>("open"); // at the most
    constexpr std::size_t none = 0;
    using Size = std::size_t;
    QTest::newRow("64 KiB, in a few") << Size { 30000 } << none << Size { 20 } << Size { 3 };
    QTest::newRow("64 KiB, in one") << Size { 65500 } << none << Size { 20 } << Size { 1 };
    QTest::newRow("64 KiB, in their addressees")
        << Size { 10 } << Size { 60000 } << Size { 20 } << Size { 2 };
    QTest::newRow("a little, and often") << Size { 10 } << none << Size { 300 } << Size { 126 };
}

// All of it is in one read: of compressed messages there is room for hundreds.
void TestUnsettled::whoHasMuchOpenIsNotHeard()
{
    QFETCH(const std::size_t, octets);
    QFETCH(const std::size_t, addressee);
    QFETCH(const std::size_t, messages);
    QFETCH(const std::size_t, open);
    std::string flood;
    for (std::size_t i = 0; i < messages; ++i)
        flood += deflated(saying(octets, addressee));
    QVERIFY(flood.size() < Transport::leastRoom);

    ShardBench bench(64, false);
    bench.settings().messagesPerMinute = 0;
    std::unique_ptr<ShardPeer> peer;
    bench.inLoop([&] {
        auto [key, end] = bench.join(SOCK_STREAM, true);
        bench.shard().admit(key, {});
        peer = std::move(end);
    });
    peer->send(flood);
    std::size_t heard = 0;
    while (heard < messages) {
        std::size_t now = 0;
        const auto look = [&] {
            peer->heard(); // who does not read is not heard either
            bench.inLoop([&] { now = bench.inbounds.size(); });
        };
        QTRY_COMPARE((look(), now), std::min(open, messages - heard));
        for (int turn = 0; turn < 5; ++turn)
            look();
        QCOMPARE(now, std::min(open, messages - heard));
        heard += now;
        settleAll(bench);
    }
}

void TestUnsettled::anAnswerLetsTheNextBeHeard()
{
    ShardBench bench(64, false);
    std::unique_ptr<ShardPeer> peer;
    bench.inLoop([&] { peer = bench.client(); });
    for (int i = 0; i < 3; ++i)
        peer->say(saying(65500)); // more than a read each
    for (std::size_t heard = 0; heard < 3;) {
        std::size_t now = 0;
        const auto look = [&] { bench.inLoop([&] { now = bench.inbounds.size(); }); };
        QTRY_VERIFY((look(), now > 0));
        QVERIFY(now <= 2);
        heard += now;
        settleAll(bench);
    }
}

QTEST_GUILESS_MAIN(TestUnsettled)
#include "tst_unsettled.moc"
