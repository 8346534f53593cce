#include "core/session/outbox.h"

#include "tests/core/session/outboxbench.h"
#include <QTest>
#include <random>

using namespace sluice;

using Bench = OutboxBench;

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
