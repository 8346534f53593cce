// The largest drain that a test machine holds: 15,000 idle clients, paced out without a stall.
#include "tests/support/herd.h"
#include "tests/support/herdmeter.h"
#include "tests/support/httpask.h"
#include "tests/support/machinenoise.h"
#include "tests/support/serverprocess.h"

#include <QTest>
#include <csignal>

using namespace std::chrono_literals;
using namespace sluice::support;

namespace {

// The server's loop lag, looked up once a second, and what is left of it when the machine's own
// lateness of that time is taken off.
class LagWatch {
public:
    explicit LagWatch(std::uint16_t port) : m_port(port) { }
    void look()
    {
        if (Herd::Clock::now() < m_next)
            return;
        m_next = Herd::Clock::now() + 1s;
        const double lag = highestMetric(m_port, "sluice_loop_lag_seconds");
        const double before = m_machine; // the metric is up to a second old
        m_machine = std::chrono::duration<double>(m_noise.take()).count();
        m_worst = std::max(m_worst, lag);
        m_worstOwn = std::max(m_worstOwn, lag - std::max(before, m_machine));
    }
    double worstMs() const { return m_worst * 1000; }
    double worstOwnMs() const { return m_worstOwn * 1000; }

private:
    std::uint16_t m_port;
    MachineNoise m_noise;
    Herd::Clock::time_point m_next = Herd::Clock::now() + 1s;
    double m_machine = 0;
    double m_worst = 0;
    double m_worstOwn = 0;
};

} // namespace

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
    LagWatch lag(server.port());
    const auto everybodyIsGone = [&] {
        if (!herd.isOver())
            lag.look();
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
          "loop lag at most %.1f ms, %.1f ms beyond the machine's own",
          meter.mean(), meter.fullest(), static_cast<double>(meter.fullest()) / meter.mean(),
          lag.worstMs(), lag.worstOwnMs());
    QCOMPARE(meter.outside(), std::size_t { 0 });
    QVERIFY(static_cast<double>(meter.fullest()) <= 1.3 * meter.mean());
    QVERIFY(lag.worstOwnMs() <= 50);
}

QTEST_GUILESS_MAIN(TestIdleFleet)
#include "tst_idlefleet.moc"
