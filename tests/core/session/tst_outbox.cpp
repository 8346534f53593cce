#include "core/session/outbox.h"

#include "core/net/transport.h"
#include <QTest>
#include <array>
#include <optional>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

using namespace sluice;

namespace {

// Frames here are lines of text, so that what arrived can be read: "5:xxxx…\n".
SharedFrame line(std::uint64_t offset, const std::string& name, std::size_t size = 0)
{
    std::string octets = name + ':';
    octets.append(size > octets.size() ? size - octets.size() : 0, 'x');
    return std::make_shared<const Frame>(Frame { octets + '\n', offset });
}
// Larger than the socket's room: the first one that waits is partly on the wire.
constexpr std::size_t large = 20000;

SharedFrame message(std::uint64_t offset, std::size_t size = large)
{
    return line(offset, std::to_string(offset), size);
}

// An outbox that writes into a socket with hardly any room, and the end that reads it.
struct Bench {
    Bench()
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("no socket pair");
        const int tiny = 1;
        ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &tiny, sizeof tiny);
        transport.emplace(ends[0]);
        reader = ends[1];
    }
    ~Bench() { ::close(reader); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    // As a session does it: straight to the socket while nothing waits.
    void push(const SharedFrame& frame)
    {
        if (waiting) {
            outbox.push(frame);
            return;
        }
        const std::size_t sent = transport->send(frame->octets).octets;
        waiting = sent < frame->octets.size();
        if (waiting)
            outbox.push(frame, sent);
    }
    void announceGap()
    {
        const auto gap = *outbox.gap();
        outbox.announceGap(
            line(0, "gap " + std::to_string(gap.from) + ' ' + std::to_string(gap.to)));
    }
    bool dropOldestMessage()
    {
        if (outbox.gapIsComplete())
            announceGap();
        return outbox.dropOldestMessage();
    }
    Outbox::Progress flush()
    {
        if (outbox.gap())
            announceGap();
        const auto progress = outbox.flush(*transport);
        waiting = progress == Outbox::Progress::Blocked;
        return progress;
    }
    // Pushes messages until one has to wait, and then `behind` more.
    std::uint64_t block(std::uint64_t behind, std::size_t size = large)
    {
        std::uint64_t offset = 0;
        while (!waiting)
            push(message(++offset, size));
        for (std::uint64_t i = 0; i < behind; ++i)
            push(message(++offset, size));
        return offset;
    }
    bool read(std::size_t most = 1024)
    {
        std::string buffer(most, '\0');
        const ssize_t count = ::recv(reader, buffer.data(), buffer.size(), 0);
        if (count > 0)
            input.append(buffer, 0, static_cast<std::size_t>(count));
        return count > 0;
    }
    Outbox::Progress drain() // until everything is through
    {
        for (;;) {
            while (read()) { }
            if (const auto progress = flush(); progress != Outbox::Progress::Blocked) {
                while (read()) { }
                return progress;
            }
        }
    }
    QStringList names() const // of the lines that arrived
    {
        QStringList list;
        for (const QString& one : QString::fromStdString(input).split(QLatin1Char('\n')))
            list << one.section(QLatin1Char(':'), 0, 0);
        list.removeLast(); // behind the last line end
        return list;
    }
    static QStringList numbers(std::uint64_t from, std::uint64_t to)
    {
        QStringList list;
        for (std::uint64_t i = from; i <= to; ++i)
            list << QString::number(i);
        return list;
    }

    std::optional<Transport> transport;
    Outbox outbox;
    int reader = -1;
    bool waiting = false;
    std::string input;
};

} // namespace

class TestOutbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostOrRepeated_data();
    void nothingIsLostOrRepeated();
    void countsWhatIsStillToBeSent();
    void aPongGoesAheadAtTheNextFrameBoundary();
    void onlyTheNewestPongGoes();
    void aPongIsSentFromAnEmptyOutbox();
    void droppingKeepsTheFrameThatIsBegun();
    void dropUnsentLeavesWholeFramesOnTheWire();
    void theGapSaysWhatIsMissing();
    void gapsStandInTheOrderOfWhatTheyReplace();
    void whatIsNoMessageIsNeverDropped();
    void aReplayIsExempt();
    void whatTheHistoryForgetsCountsAgain();
    void whatIsForgottenIsDroppedFirst();
    void aGapSpansNothingThatComes();
    void aBrokenConnectionIsNoticed();
    void anyCourseDeliversWholeFramesInOrder();
};

void TestOutbox::nothingIsLostOrRepeated_data()
{
    QTest::addColumn<unsigned>("size");
    QTest::newRow("frames of one octet and a line end") << 2U;
    QTest::newRow("frames smaller than the socket's room") << 100U;
    QTest::newRow("frames as large as it") << 2304U;
    QTest::newRow("frames much larger") << 20000U;
}

void TestOutbox::nothingIsLostOrRepeated()
{
    QFETCH(unsigned, size);
    Bench bench;
    const std::uint64_t last = bench.block(100, size);
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(), Bench::numbers(1, last));
    QCOMPARE(bench.outbox.octets(), std::size_t { 0 });
    QCOMPARE(bench.outbox.countedFrames(), std::size_t { 0 });
}

void TestOutbox::countsWhatIsStillToBeSent()
{
    Outbox outbox;
    outbox.push(message(1, 99), 60); // 100 with the line end
    outbox.push(message(2, 49));
    QCOMPARE(outbox.octets(), std::size_t { 90 });
    QCOMPARE(outbox.countedOctets(), std::size_t { 90 });
    QCOMPARE(outbox.countedFrames(), std::size_t { 2 });
    outbox.exemptQueued();
    QCOMPARE(outbox.octets(), std::size_t { 90 });
    QCOMPARE(outbox.countedOctets(), std::size_t { 0 });
    QCOMPARE(outbox.countedFrames(), std::size_t { 0 });
    outbox.push(message(3, 9));
    QCOMPARE(outbox.countedOctets(), std::size_t { 10 });
    QCOMPARE(outbox.countedFrames(), std::size_t { 1 });
}

void TestOutbox::aPongGoesAheadAtTheNextFrameBoundary()
{
    Bench bench;
    const std::uint64_t last = bench.block(3);
    const std::uint64_t begun = last - 3;
    bench.outbox.setPong(line(0, "pong"));
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QStringList names = bench.names();
    QCOMPARE(names.takeAt(static_cast<qsizetype>(begun)), QStringLiteral("pong"));
    QCOMPARE(names, Bench::numbers(1, last));
}

void TestOutbox::onlyTheNewestPongGoes()
{
    Bench bench;
    bench.block(2);
    for (int i = 0; i < 1000; ++i)
        bench.outbox.setPong(line(0, "pong-" + std::to_string(i)));
    const std::size_t queued = bench.outbox.octets();
    QVERIFY(queued < 4 * large); // a flood of pings costs nothing
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names().filter(QStringLiteral("pong")),
             QStringList { QStringLiteral("pong-999") });
}

void TestOutbox::aPongIsSentFromAnEmptyOutbox()
{
    Bench bench;
    bench.outbox.setPong(line(0, "pong"));
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(), QStringList { QStringLiteral("pong") });
}

void TestOutbox::droppingKeepsTheFrameThatIsBegun()
{
    Bench bench;
    const std::uint64_t last = bench.block(2);
    QVERIFY(bench.outbox.dropOldestMessage());
    QVERIFY(bench.outbox.dropOldestMessage());
    QVERIFY(!bench.outbox.dropOldestMessage()); // the begun one is left
    QCOMPARE(bench.outbox.countedFrames(), std::size_t { 1 });
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, last - 2) << QStringLiteral("gap %1 %2").arg(last - 1).arg(last));
}

void TestOutbox::dropUnsentLeavesWholeFramesOnTheWire()
{
    Bench bench;
    const std::uint64_t last = bench.block(5);
    bench.outbox.setPong(line(0, "pong"));
    bench.outbox.dropOldestMessage();
    bench.outbox.dropUnsent();
    QVERIFY(!bench.outbox.gap());
    bench.outbox.push(line(0, "goodbye"));
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(), Bench::numbers(1, last - 5) << QStringLiteral("goodbye"));

    Outbox nothingBegun;
    nothingBegun.push(message(1));
    nothingBegun.dropUnsent();
    QCOMPARE(nothingBegun.octets(), std::size_t { 0 });
    QCOMPARE(nothingBegun.countedFrames(), std::size_t { 0 });
}

void TestOutbox::theGapSaysWhatIsMissing()
{
    Outbox outbox;
    QVERIFY(!outbox.gap());
    for (const std::uint64_t offset : { 3U, 5U, 6U, 9U }) // 4, 7 and 8 were for others
        outbox.push(message(offset));
    for (int i = 0; i < 3; ++i)
        QVERIFY(outbox.dropOldestMessage());
    QCOMPARE(outbox.gap()->from, std::uint64_t { 3 });
    QCOMPARE(outbox.gap()->to, std::uint64_t { 6 });
    QCOMPARE(outbox.gap()->dropped, std::uint64_t { 3 });
    outbox.announceGap(line(0, "gap"));
    QVERIFY(!outbox.gap());
    QCOMPARE(outbox.countedFrames(), std::size_t { 2 });
}

void TestOutbox::gapsStandInTheOrderOfWhatTheyReplace()
{
    Bench bench;
    const std::uint64_t last = bench.block(4);
    bench.outbox.dropOldestMessage();
    bench.outbox.announceGap(line(0, "first gap")); // and the socket takes nothing meanwhile
    bench.outbox.dropOldestMessage();
    bench.outbox.announceGap(line(0, "second gap"));
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, last - 4)
                 << QStringLiteral("first gap") << QStringLiteral("second gap")
                 << Bench::numbers(last - 1, last));
}

void TestOutbox::whatIsNoMessageIsNeverDropped()
{
    Bench bench;
    const std::uint64_t last = bench.block(1);
    bench.push(line(0, "ack"));
    bench.push(message(last + 1));
    bench.push(line(0, "presence"));
    while (bench.outbox.dropOldestMessage()) { }
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, last - 1) << QStringLiteral("gap %1 %2").arg(last).arg(last + 1)
                                         << QStringLiteral("ack") << QStringLiteral("presence"));
}

void TestOutbox::aReplayIsExempt()
{
    Bench bench;
    const std::uint64_t replayed = bench.block(20);
    bench.outbox.exemptQueued();
    QCOMPARE(bench.outbox.countedFrames(), std::size_t { 0 });
    QVERIFY(!bench.outbox.dropOldestMessage());
    bench.outbox.setPong(line(0, "pong"));
    for (std::uint64_t i = 1; i <= 4; ++i)
        bench.push(message(replayed + i));
    QVERIFY(bench.outbox.dropOldestMessage());
    QCOMPARE(bench.outbox.gap()->from, replayed + 1);
    // However far it has come, what counts is what came after the replay.
    while (bench.outbox.octets() > 0) {
        bench.read(500);
        bench.flush();
        QVERIFY(bench.outbox.countedOctets() <= 4 * (large + 1));
        QVERIFY(bench.outbox.countedFrames() <= 4);
    }
    bench.drain();
    QStringList names = bench.names();
    QCOMPARE(names.removeAll(QStringLiteral("pong")), 1);
    QCOMPARE(names,
             Bench::numbers(1, replayed) << QStringLiteral("gap %1 %1").arg(replayed + 1)
                                         << Bench::numbers(replayed + 2, replayed + 4));
}

void TestOutbox::whatTheHistoryForgetsCountsAgain()
{
    Outbox outbox;
    outbox.push(line(0, "welcome", 49));
    for (std::uint64_t offset = 1; offset <= 4; ++offset)
        outbox.push(message(offset, 99)); // 100 with the line end
    outbox.exemptQueued();
    outbox.push(message(5, 9));
    outbox.exemptFrom(1);
    QCOMPARE(outbox.countedFrames(), std::size_t { 1 });
    outbox.exemptFrom(3); // the welcome, which nobody shares, goes with what was behind it
    QCOMPARE(outbox.countedFrames(), std::size_t { 4 });
    QCOMPARE(outbox.countedOctets(), std::size_t { 50 + 2 * 100 + 10 });
    outbox.exemptFrom(2); // nothing is remembered again
    QCOMPARE(outbox.countedFrames(), std::size_t { 4 });
    outbox.exemptFrom(100);
    QCOMPARE(outbox.countedFrames(), std::size_t { 6 });
    QCOMPARE(outbox.countedOctets(), outbox.octets());
    QVERIFY(outbox.replays());
}

void TestOutbox::whatIsForgottenIsDroppedFirst()
{
    Bench bench;
    const std::uint64_t replayed = bench.block(20);
    const std::uint64_t begun = replayed - 20;
    bench.outbox.exemptQueued();
    bench.push(message(replayed + 1));
    bench.outbox.exemptFrom(replayed - 10); // half of it
    for (int i = 0; i < 5; ++i)
        QVERIFY(bench.outbox.dropOldestMessage());
    QCOMPARE(bench.outbox.gap()->from, begun + 1); // what is partly on the wire stays
    QCOMPARE(bench.outbox.gap()->to, begun + 5);
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, begun) << QStringLiteral("gap %1 %2").arg(begun + 1).arg(begun + 5)
                                      << Bench::numbers(begun + 6, replayed + 1));
    QCOMPARE(bench.outbox.countedFrames(), std::size_t { 0 });
    QCOMPARE(bench.outbox.countedOctets(), std::size_t { 0 });
}

// A client takes what a gap spans for lost: nothing of it may come afterwards.
void TestOutbox::aGapSpansNothingThatComes()
{
    Bench bench;
    const std::uint64_t replayed = bench.block(20);
    const std::uint64_t begun = replayed - 20;
    bench.outbox.exemptQueued();
    bench.push(message(replayed + 1));
    bench.push(message(replayed + 2));
    bench.push(message(replayed + 3));
    QVERIFY(bench.dropOldestMessage()); // behind the replay …
    QVERIFY(!bench.outbox.gapIsComplete());
    bench.outbox.exemptFrom(begun + 3); // so that two whole ones count
    QVERIFY(bench.outbox.gapIsComplete());
    for (int i = 0; i < 3; ++i) // … at its beginning, and behind it again
        QVERIFY(bench.dropOldestMessage());
    QCOMPARE(bench.drain(), Outbox::Progress::Emptied);
    QCOMPARE(bench.names(),
             Bench::numbers(1, begun)
                 << QStringLiteral("gap %1 %2").arg(begun + 1).arg(begun + 2)
                 << Bench::numbers(begun + 3, replayed)
                 << QStringLiteral("gap %1 %1").arg(replayed + 1)
                 << QStringLiteral("gap %1 %1").arg(replayed + 2) << QString::number(replayed + 3));
}

void TestOutbox::aBrokenConnectionIsNoticed()
{
    Bench bench;
    bench.block(3);
    ::close(std::exchange(bench.reader, -1));
    QCOMPARE(bench.outbox.flush(*bench.transport), Outbox::Progress::Broken);
}

void TestOutbox::anyCourseDeliversWholeFramesInOrder()
{
    for (unsigned seed = 1; seed <= 150; ++seed) {
        std::mt19937 random(seed);
        const auto upTo = [&](unsigned most) {
            return std::uniform_int_distribution<unsigned>(0, most)(random);
        };
        Bench bench;
        std::uint64_t offset = upTo(1) == 0 ? 0 : bench.block(upTo(40), upTo(5000));
        std::uint64_t oldest = 0; // that the history keeps
        bench.outbox.exemptQueued();
        for (int i = 0; i < 200; ++i) {
            QVERIFY(bench.outbox.countedOctets() <= bench.outbox.octets());
            switch (upTo(7)) {
            case 0:
            case 1:
            case 2:
                bench.push(message(++offset, upTo(5000)));
                break;
            case 3:
                bench.dropOldestMessage();
                break;
            case 4:
                if (bench.waiting)
                    bench.outbox.setPong(line(0, "pong"));
                break;
            case 5:
                bench.read(1 + upTo(4000));
                break;
            case 6:
                oldest += upTo(5);
                bench.outbox.exemptFrom(oldest);
                break;
            default:
                if (bench.waiting)
                    bench.flush();
            }
        }
        bench.drain();
        QCOMPARE(bench.outbox.countedOctets(), std::size_t { 0 });
        QCOMPARE(bench.outbox.countedFrames(), std::size_t { 0 });
        // Every offset is there once, by itself or inside a gap.
        std::uint64_t expected = 1;
        for (const QString& name : bench.names()) {
            const QStringList words = name.split(QLatin1Char(' '));
            if (words[0] == QLatin1String("pong"))
                continue;
            const bool isGap = words[0] == QLatin1String("gap");
            const std::string where = "seed " + std::to_string(seed) + ": " + name.toStdString();
            QVERIFY2(words[isGap ? 1 : 0].toULongLong() == expected, where.c_str());
            expected = words[isGap ? 2 : 0].toULongLong() + 1;
        }
        QCOMPARE(expected, offset + 1);
    }
}

QTEST_APPLESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
