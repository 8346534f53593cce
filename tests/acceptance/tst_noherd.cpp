// Acceptance row "no herd": clients that ignore the notice are closed evenly along the ramp.
#include "tests/support/herd.h"
#include "tests/support/herdmeter.h"
#include "tests/support/machinenoise.h"
#include "tests/support/serverprocess.h"

#include <QTest>
#include <csignal>

using namespace std::chrono_literals;
using namespace sluice::support;

class TestNoHerd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noHerd();
};

void TestNoHerd::noHerd()
{
    constexpr std::size_t clients = 5000;
    constexpr auto ramp = 50s;
    ServerProcess server({ { "shutdown_timeout", "100s" }, { "drain_ramp", "50s" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    if (!Herd::canHold(clients))
        QSKIP("5,000 clients are more sockets than this process may open (ulimit -Hn).");
    QVERIFY(herd.join(clients, Manners::IgnoresNotice));
    MachineNoise noise;
    const auto began = Herd::Clock::now();
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.isOver(); }, 110s));
    QCOMPARE(server.exitCode(5s), std::optional(0));
    const std::chrono::duration<double> stalled = noise.take();

    QCOMPARE(herd.tally().noticed, clients);
    QCOMPARE(herd.count([](const RawClient& client) {
        return client.record().closeCode == 1001 && client.record().disconnect == "server_shutdown";
    }),
             clients);
    const HerdMeter meter(
        herd.moments(began + 50s, [](const RawClient& c) { return c.record().closeAt; }), ramp);
    qInfo("5,000 closes: %.1f a second in the mean, %zu in the fullest (%.2f times the mean), "
          "%zu in the last 100 ms; the machine slept through %.0f ms at most",
          meter.mean(), meter.fullest(), static_cast<double>(meter.fullest()) / meter.mean(),
          meter.within(100ms), stalled.count() * 1000);
    QCOMPARE(meter.outside(), std::size_t { 0 }); // none before the ramp, none after its end
    // What came due while the machine ran nobody arrives in the second after it.
    QVERIFY(static_cast<double>(meter.fullest()) <= (1.3 + stalled.count()) * meter.mean());
    // A tenth of a second holds a tenth of the mean; three times that would be a block.
    QVERIFY(static_cast<double>(meter.within(100ms)) <= 0.3 * meter.mean());
    const QJsonObject summary = server.events("drain_summary").value(0);
    QCOMPARE(summary[QLatin1String("evicted")].toInt(), static_cast<int>(clients));
    QCOMPARE(summary[QLatin1String("forced")].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestNoHerd)
#include "tst_noherd.moc"
