// The largest drain that a test machine holds: 15,000 idle clients, paced out without a stall.
#include "tests/support/herd.h"
#include "tests/support/herdmeter.h"
#include "tests/support/httpask.h"
#include "tests/support/serverprocess.h"

#include <QTest>
#include <csignal>

using namespace std::chrono_literals;
using namespace sluice::support;

class TestIdleFleet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idleFleet();
};

void TestIdleFleet::idleFleet()
{
    constexpr std::size_t clients = 15000;
    constexpr auto timeout = 60s, ramp = 20s;
    if (!Herd::canHold(clients))
        QSKIP("15,000 clients are more sockets than this process may open (ulimit -Hn).");
    ServerProcess server({ { "shutdown_timeout", "60s" }, { "drain_ramp", "20s" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(clients, Manners::IgnoresNotice, 60s));
    herd.run(2s); // until the arrivals are no lag any more

    const auto began = Herd::Clock::now();
    server.signal(SIGTERM);
    double lag = 0;
    auto nextLook = began + 1s;
    const auto everybodyIsGone = [&] {
        if (Herd::Clock::now() >= nextLook && !herd.isOver()) {
            lag = std::max(lag, highestMetric(server.port(), "sluice_loop_lag_seconds"));
            nextLook += 1s;
        }
        return herd.isOver();
    };
    QVERIFY(herd.runUntil(everybodyIsGone, 75s));
    QCOMPARE(server.exitCode(5s), std::optional(0));

    QCOMPARE(herd.tally().noticed, clients);
    QCOMPARE(herd.count([](const RawClient& c) { return c.record().closeCode == 1001; }), clients);
    const HerdMeter meter(
        herd.moments(began + timeout - ramp, [](const RawClient& c) { return c.record().closeAt; }),
        ramp);
    qInfo("15,000 closes: %.1f a second in the mean, %zu in the fullest (%.2f times the mean), "
          "loop lag at most %.1f ms",
          meter.mean(), meter.fullest(), static_cast<double>(meter.fullest()) / meter.mean(),
          lag * 1000);
    QCOMPARE(meter.outside(), std::size_t { 0 });
    QVERIFY(static_cast<double>(meter.fullest()) <= 1.3 * meter.mean());
    QVERIFY2(lag <= 0.050, std::to_string(lag).c_str());
}

QTEST_GUILESS_MAIN(TestIdleFleet)
#include "tst_idlefleet.moc"
