// How often the table's feed asks the loops for figures.
#include "core/admin/clientfeed.h"

#include "core/admin/adminsubscriber.h"
#include "core/observe/eventlog.h"
#include "tests/core/hub/hubbench.h"
#include "tests/support/manualclock.h"
#include <QSignalSpy>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

class Sink final : public AdminOutlet {
public:
    void deliver(SharedText) override { }
    void end() override { }
    bool isRemote() const override { return true; }
};

// A feed whose beats are life's, and whose time is the test's.
struct Scene {
    Scene()
    {
        hub.connect("anna");
        feed.watch(watcher, 10);
        beat = feed.findChild<QTimer*>();
        answer();
    }
    void answer()
    {
        for (const int loop : { 0, 1 })
            hub.hub->onSampled(static_cast<std::uint16_t>(loop), {});
    }
    bool passBeats(int count) const
    {
        QSignalSpy beats(beat, &QTimer::timeout);
        return QTest::qWaitFor([&] { return beats.size() >= count; });
    }
    std::size_t asked() const { return hub.shards[0].samplings().size(); }

    support::ManualClock clock;
    HubBench hub;
    ClientFeed feed { *hub.hub, clock };
    AdminSubscriber watcher { std::make_unique<Sink>(), adminwire::Role::Viewer };
    const QTimer* beat = nullptr;
};

} // namespace

class TestClientFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void figuresAreAskedForOnceASecond();
    void aLoopThatIsBehindIsNotAskedAgain();
};

void TestClientFeed::figuresAreAskedForOnceASecond()
{
    Scene scene;
    QCOMPARE(scene.asked(), std::size_t { 1 });
    scene.clock.pass(900ms);
    QVERIFY(scene.passBeats(3));
    QCOMPARE(scene.asked(), std::size_t { 1 });
    scene.clock.pass(100ms);
    QVERIFY(scene.passBeats(3));
    QCOMPARE(scene.hub.shards[0].samplings(),
             (std::vector { Sampling::Afresh, Sampling::Changes }));
}

void TestClientFeed::aLoopThatIsBehindIsNotAskedAgain()
{
    Scene scene;
    for (int second = 0; second < 3; ++second) {
        scene.clock.pass(1s);
        QVERIFY(scene.passBeats(2));
        QCOMPARE(scene.asked(), std::size_t { 2 });
    }
    scene.answer();
    QVERIFY(scene.passBeats(2));
    QCOMPARE(scene.asked(), std::size_t { 3 });
}

QTEST_GUILESS_MAIN(TestClientFeed)
#include "tst_clientfeed.moc"
