#include "core/admin/clientfigures.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

using Time = ClientFigures::Time;
const Time begin { 1h };

SessionSample sampleOf(std::uint64_t in, std::uint64_t out)
{
    SessionSample sample;
    sample.inOctets = in;
    sample.outOctets = out;
    return sample;
}

ClientRow rowOf(const ClientFigures& figures, const std::string& id = "a")
{
    ClientRow row;
    figures.describe(row, id, WallTime());
    return row;
}

} // namespace

class TestClientFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoWasNeverSampledHasNone();
    void theLastSampleCounts();
    void timesAreToldByTheWallClock();
    void ratesAreOverASecond();
    void aTremblingRateIsNoNews();
    void whoStandsStillComesToRest();
    void whoStartsAgainIsRatedFromTheLastSecondOn();
    void aForgottenClientIsANewOne();
};

void TestClientFigures::whoWasNeverSampledHasNone()
{
    ClientFigures figures;
    QVERIFY(!rowOf(figures).figures);
    figures.take("b", sampleOf(1, 1), begin);
    QVERIFY(!rowOf(figures).figures);
}

void TestClientFigures::theLastSampleCounts()
{
    ClientFigures figures;
    figures.take("a", sampleOf(1, 1), begin);
    SessionSample sample = sampleOf(5, 6);
    sample.queuedOctets = 7;
    sample.roundTripMs = 8;
    sample.closing = true;
    figures.take("a", sample, begin);
    const ClientRow row = rowOf(figures);
    QCOMPARE(row.figures->inOctets, std::uint64_t { 5 });
    QCOMPARE(row.figures->outOctets, std::uint64_t { 6 });
    QCOMPARE(row.figures->queuedOctets, std::uint64_t { 7 });
    QCOMPARE(row.figures->roundTripMs, std::optional<std::uint32_t>(8));
    QVERIFY(row.closing);
    QVERIFY(!row.figures->inRate); // nothing to compare with yet
}

void TestClientFigures::timesAreToldByTheWallClock()
{
    ClientFigures figures;
    SessionSample sample;
    figures.take("a", sample, begin);
    QVERIFY(!rowOf(figures).figures->lastIn);
    sample.lastIn = Time(90min);
    figures.take("a", sample, begin);
    ClientRow row;
    figures.describe(row, "a", WallTime(24h));
    QCOMPARE(row.figures->lastIn, std::optional(WallTime(24h + 90min)));
}

void TestClientFigures::ratesAreOverASecond()
{
    ClientFigures figures;
    figures.take("a", sampleOf(1000, 0), begin);
    QVERIFY(figures.rate(begin).empty());
    figures.take("a", sampleOf(1500, 10), begin + 500ms);
    QVERIFY(figures.rate(begin + 500ms).empty());
    figures.take("a", sampleOf(3000, 20), begin + 2s);
    QCOMPARE(figures.rate(begin + 2s), std::vector<std::string> { "a" });
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(1000.0));
    QCOMPARE(rowOf(figures).figures->outRate, std::optional(10.0));
}

void TestClientFigures::aTremblingRateIsNoNews()
{
    ClientFigures figures;
    figures.take("a", sampleOf(0, 0), begin);
    const auto rateAfter = [&](int second, std::uint64_t octets) {
        figures.take("a", sampleOf(octets, 0), begin + std::chrono::seconds(second));
        return figures.rate(begin + std::chrono::seconds(second)).size();
    };
    QCOMPARE(rateAfter(1, 100), std::size_t { 1 });
    QCOMPARE(rateAfter(2, 204), std::size_t { 0 });
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(100.0));
    QCOMPARE(rateAfter(3, 310), std::size_t { 1 });
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(106.0));
    QCOMPARE(rateAfter(4, 310), std::size_t { 1 });
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(0.0));
}

void TestClientFigures::whoStandsStillComesToRest()
{
    ClientFigures figures;
    figures.rate(begin);
    figures.take("a", sampleOf(0, 0), begin);
    figures.take("a", sampleOf(100, 0), begin + 1s);
    QCOMPARE(figures.rate(begin + 1s).size(), std::size_t { 1 });
    QCOMPARE(figures.rate(begin + 2s).size(), std::size_t { 1 });
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(0.0));
    for (auto time = begin + 3s; time < begin + 9s; time += 1s)
        QVERIFY(figures.rate(time).empty());
}

void TestClientFigures::whoStartsAgainIsRatedFromTheLastSecondOn()
{
    ClientFigures figures;
    figures.take("a", sampleOf(0, 0), begin);
    for (auto time = begin + 1s; time <= begin + 9s; time += 1s)
        figures.rate(time);
    figures.take("a", sampleOf(100, 0), begin + 9500ms);
    figures.rate(begin + 10s);
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(100.0));
}

void TestClientFigures::aForgottenClientIsANewOne()
{
    ClientFigures figures;
    figures.take("a", sampleOf(5000, 0), begin);
    figures.forget("a");
    QVERIFY(!rowOf(figures).figures);
    QVERIFY(figures.rate(begin + 1s).empty());
    figures.take("a", sampleOf(10, 0), begin + 1s);
    figures.take("a", sampleOf(20, 0), begin + 2s);
    figures.rate(begin + 2s);
    QCOMPARE(rowOf(figures).figures->inRate, std::optional(10.0));
}

QTEST_APPLESS_MAIN(TestClientFigures)
#include "tst_clientfigures.moc"
