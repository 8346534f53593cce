// Acceptance rows "stuck reader" and "budget": what a drain may take at most.
#include "tests/support/herd.h"
#include "tests/support/httpask.h"
#include "tests/support/serverprocess.h"

#include <QTest>
#include <csignal>

using namespace std::chrono_literals;
using namespace sluice::support;
using Milliseconds = std::chrono::milliseconds;

namespace {

bool wasClosed(const RawClient& client)
{
    return client.record().closeCode == 1001;
}

Milliseconds since(Herd::Clock::time_point then)
{
    return std::chrono::ceil<Milliseconds>(Herd::Clock::now() - then);
}

} // namespace

class TestDrainBounds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stuckReader();
    void budget();
};

void TestDrainBounds::stuckReader()
{
    constexpr std::size_t others = 50;
    constexpr auto timeout = 6s, ramp = 2s, flush = 5s;
    ServerProcess server({ { "shutdown_timeout", "6s" },
                           { "drain_ramp", "2s" },
                           { "close_timeout", "5s" },
                           { "queue_bytes", "20MiB" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(1, Manners::StopsReading));
    QVERIFY(herd.join(others, Manners::IgnoresNotice));
    const QByteArray text = R"({"message":")" + QByteArray(60000, 'x') + R"("})";
    for (std::size_t sent = 1; sent <= 100; ++sent) {
        QCOMPARE(ask(server.port(), "POST", "/broadcast", text).status, 202);
        QVERIFY(herd.runUntil([&] { return herd.tally().messages >= sent * others; }, 5s));
    }
    QTRY_VERIFY(highestMetric(server.port(), "sluice_send_queue_bytes") >= 5e6);

    const auto began = Herd::Clock::now();
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.tally().noticed == others; }, 1s));
    const auto asked = Herd::Clock::now();
    QCOMPARE(ask(server.port(), "POST", "/broadcast", R"({"message":"on we go"})").status, 202);
    QVERIFY(herd.runUntil([&] { return herd.tally().messages == 101 * others; }, 1s));
    const auto heard = since(asked);
    QVERIFY(herd.runUntil([&] { return !server.isRunning(); }, 20s));
    const auto took = since(began);
    QCOMPARE(server.exitCode(0s), std::optional(0));

    const auto closes = herd.moments(began, [](const RawClient& c) { return c.record().closeAt; });
    const auto [first, last] = std::minmax_element(closes.begin(), closes.end());
    const QJsonObject summary = server.events("drain_summary").value(0);
    const int lost = summary[QLatin1String("lost_bytes")].toInt(-1);
    qInfo("the others heard a broadcast after %lld ms and were closed from %lld to %lld ms; the "
          "exit came after %lld ms; %d octets were lost",
          static_cast<long long>(heard.count()), static_cast<long long>(first->count()),
          static_cast<long long>(last->count()), static_cast<long long>(took.count()), lost);
    QCOMPARE(closes.size(), others);
    QCOMPARE(herd.count(wasClosed), others);
    QVERIFY(*first >= timeout - ramp && *last <= timeout);
    QVERIFY(took <= timeout + flush + 500ms);
    QVERIFY(lost >= 4'000'000); // what the kernel had taken is not counted
}

void TestDrainBounds::budget()
{
    constexpr std::size_t clients = 2000;
    ServerProcess server({ { "stop_budget", "30s" }, { "shutdown_timeout", "30m" } });
    QVERIFY(server.start());
    QVERIFY(!server.events("drain_plan_adjusted").isEmpty()); // at start, not when it is too late
    Herd herd(server.port());
    QVERIFY(herd.join(clients, Manners::IgnoresNotice));
    const auto began = Herd::Clock::now();
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.isOver() && !server.isRunning(); }, 40s));
    const auto took = since(began);
    QCOMPARE(server.exitCode(0s), std::optional(0));
    qInfo("2,000 clients closed, and the exit after %lld ms", static_cast<long long>(took.count()));
    QCOMPARE(herd.count(wasClosed), clients);
    QVERIFY(took < 30s);
}

QTEST_GUILESS_MAIN(TestDrainBounds)
#include "tst_drainbounds.moc"
