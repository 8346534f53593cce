#include "core/admin/drainfeed.h"

#include "core/drain/draincontroller.h"
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

struct Bench {
    Bench()
    {
        for (int i = 0; i < 100; ++i)
            drain.clientJoined();
    }
    void leave(int clients)
    {
        for (int i = 0; i < clients; ++i)
            drain.clientLeft(LeftBy::Itself, 0);
    }

    Clock clock;
    DrainController drain { DrainRules {}, clock };
    DrainFeed feed { drain, clock };
    QSignalSpy due { &feed, &DrainFeed::due };
};

} // namespace

class TestDrainFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unwatchedItSaysNothing();
    void clientsOfAServerThatServesAreNoNews();
    void aStateIsToldAtOnce();
    void figuresAreToldTwiceASecondAtMost();
    void aDrainIsToldEverySecondAnyway();
    void cancelledItIsQuietAgain();
};

void TestDrainFeed::unwatchedItSaysNothing()
{
    Bench bench;
    bench.drain.request({});
    bench.feed.setWatched(true);
    bench.feed.setWatched(false);
    bench.leave(5);
    bench.drain.update({ {}, {}, true });
    QCOMPARE(bench.due.count(), 0);
}

void TestDrainFeed::clientsOfAServerThatServesAreNoNews()
{
    Bench bench;
    bench.feed.setWatched(true);
    bench.leave(5);
    bench.drain.clientJoined();
    QCOMPARE(bench.due.count(), 0);
}

void TestDrainFeed::aStateIsToldAtOnce()
{
    Bench bench;
    bench.feed.setWatched(true);
    bench.drain.request({});
    QVERIFY(bench.due.count() >= 1);
    const auto before = bench.due.count();
    bench.drain.update({ {}, {}, true });
    QVERIFY(bench.due.count() > before);
    QVERIFY(bench.feed.message().find("\"Evicting\"") != std::string::npos);
}

void TestDrainFeed::figuresAreToldTwiceASecondAtMost()
{
    Bench bench;
    bench.feed.setWatched(true);
    bench.drain.request({});
    const auto before = bench.due.count();
    const auto begun = bench.clock.now();
    while (bench.due.count() < before + 4) {
        bench.leave(1);
        bench.drain.clientJoined();
        QTest::qWait(1);
    }
    QVERIFY(bench.clock.now() - begun >= 1500ms);
}

void TestDrainFeed::aDrainIsToldEverySecondAnyway()
{
    Bench bench;
    bench.drain.request({});
    bench.feed.setWatched(true);
    QTRY_VERIFY(bench.due.count() >= 2);
}

void TestDrainFeed::cancelledItIsQuietAgain()
{
    Bench bench;
    bench.feed.setWatched(true);
    bench.drain.request({});
    bench.drain.cancel();
    QVERIFY(bench.feed.message().find("\"Serving\"") != std::string::npos);
    const auto before = bench.due.count();
    bench.leave(50);
    QCOMPARE(bench.due.count(), before);
}

QTEST_GUILESS_MAIN(TestDrainFeed)
#include "tst_drainfeed.moc"
