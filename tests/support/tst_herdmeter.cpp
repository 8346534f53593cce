#include "tests/support/herdmeter.h"

#include <QTest>
#include <random>

using namespace std::chrono_literals;
using sluice::support::HerdMeter;

namespace {

HerdMeter::Moments spread(int count, std::chrono::milliseconds window)
{
    HerdMeter::Moments moments;
    for (int i = 0; i < count; ++i)
        moments.push_back(window * i / count);
    return moments;
}

HerdMeter::Moments random(int count, std::chrono::milliseconds window, unsigned seed)
{
    std::mt19937 generator(seed);
    std::uniform_int_distribution<long long> any(0, window.count() - 1);
    HerdMeter::Moments moments;
    for (int i = 0; i < count; ++i)
        moments.emplace_back(any(generator));
    return moments;
}

} // namespace

class TestHerdMeter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void momentsFallIntoSeconds();
    void theLastSecondMayBeShort();
    void aBlockAtTheEndIsSeen();
    void theChanceIsKolmogorovs();
    void anEvenSpreadIsLikely();
    void fairDraftsAreRarelyDoubted();
    void aHerdIsUnlikely_data();
    void aHerdIsUnlikely();
};

void TestHerdMeter::momentsFallIntoSeconds()
{
    const HerdMeter meter({ 2999ms, 0ms, 999ms, 1000ms, -1ms, 3000ms }, 3s);
    QCOMPARE(meter.bins(), (std::vector<std::size_t> { 2, 1, 1 }));
    QCOMPARE(meter.outside(), std::size_t { 2 });
    QCOMPARE(meter.fullest(), std::size_t { 2 });
    QCOMPARE(meter.mean(), 4.0 / 3);
}

void TestHerdMeter::theLastSecondMayBeShort()
{
    const HerdMeter meter({ 2400ms }, 2500ms);
    QCOMPARE(meter.bins(), (std::vector<std::size_t> { 0, 0, 1 }));
    QCOMPARE(meter.mean(), 0.4);
}

void TestHerdMeter::aBlockAtTheEndIsSeen()
{
    const HerdMeter meter({ 100ms, 900ms, 901ms, 1000ms, 950ms }, 2s);
    QCOMPARE(meter.within(100ms), std::size_t { 4 });
    QCOMPARE(meter.within(98ms), std::size_t { 2 });
    QCOMPARE(HerdMeter({}, 2s).within(100ms), std::size_t { 0 });
}

// The tables' five per cent stand at a distance of 1.36 / sqrt(n): 0.043 of a thousand.
void TestHerdMeter::theChanceIsKolmogorovs()
{
    const double p = HerdMeter(spread(1000, 28740ms), 30s).uniformity();
    QVERIFY2(p > 0.045 && p < 0.055, std::to_string(p).c_str());
}

void TestHerdMeter::anEvenSpreadIsLikely()
{
    QVERIFY(HerdMeter(spread(1000, 30s), 30s).uniformity() > 0.99);
}

void TestHerdMeter::fairDraftsAreRarelyDoubted()
{
    int doubted = 0;
    for (unsigned seed = 1; seed <= 1000; ++seed)
        doubted += HerdMeter(random(1000, 30s, seed), 30s).uniformity() < 0.05 ? 1 : 0;
    QVERIFY2(doubted > 25 && doubted < 75, std::to_string(doubted).c_str()); // five in a hundred
}

void TestHerdMeter::aHerdIsUnlikely_data()
{
    QTest::addColumn<HerdMeter::Moments>("moments");
    QTest::newRow("all at once") << HerdMeter::Moments(1000, 5s);
    QTest::newRow("within the first half") << random(1000, 15s, 1);
    QTest::newRow("all but the last tenth") << random(1000, 27s, 1);
    auto block = random(900, 30s, 1);
    block.insert(block.end(), 100, 12s);
    QTest::newRow("a tenth at one moment") << block;
    QTest::newRow("nobody") << HerdMeter::Moments();
}

void TestHerdMeter::aHerdIsUnlikely()
{
    QFETCH(HerdMeter::Moments, moments);
    QVERIFY(HerdMeter(moments, 30s).uniformity() < 0.01);
}

QTEST_APPLESS_MAIN(TestHerdMeter)
#include "tst_herdmeter.moc"
