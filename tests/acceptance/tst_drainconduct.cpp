// Acceptance rows "early exit", "service continues", "slots", "cancel" and "ladder": how a drain
// behaves to those who are there, to those who come and to those who order it.
#include "tests/support/herd.h"
#include "tests/support/herdmeter.h"
#include "tests/support/httpask.h"
#include "tests/support/serverprocess.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>
#include <algorithm>
#include <csignal>

using namespace std::chrono_literals;
using namespace sluice::support;
using Instant = RawClient::Instant;
using Milliseconds = std::chrono::milliseconds;

namespace {

Milliseconds since(Instant then)
{
    return std::chrono::ceil<Milliseconds>(Herd::Clock::now() - then);
}

QJsonObject drainOf(const HttpAnswer& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

QJsonObject drainOf(const ServerProcess& server)
{
    return drainOf(ask(server.port(), "GET", "/api/v1/drain"));
}

QString text(const QJsonObject& object, const char* name)
{
    return object[QLatin1String(name)].toString();
}

int number(const QJsonObject& object, const char* name)
{
    return object[QLatin1String(name)].toInt(-1);
}

bool sums(const QJsonObject& drain)
{
    return number(drain, "initial")
        == number(drain, "remaining") + number(drain, "left") + number(drain, "evicted")
        + number(drain, "forced");
}

std::optional<int> endByForce(ServerProcess& server, Herd& herd)
{
    ask(server.port(), "POST", "/api/v1/drain/force");
    herd.runUntil([&] { return !server.isRunning(); }, 10s);
    return server.exitCode(0s);
}

} // namespace

class TestDrainConduct : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void earlyExit();
    void serviceContinues();
    void halfHandshakes();
    void slots();
    void cancel();
    void ladder();
};

void TestDrainConduct::earlyExit()
{
    std::vector<long long> times;
    for (int run = 0; run < 50; ++run) {
        ServerProcess server({});
        QVERIFY(server.start());
        Herd herd(server.port());
        QVERIFY(herd.join(3, Manners::IgnoresNotice));
        server.signal(SIGTERM);
        QVERIFY(herd.runUntil([&] { return herd.tally().noticed == 3; }, 5s));
        herd[0].leave();
        herd[1].drop();
        QVERIFY(herd.runUntil([&] { return herd.tally().ended == 2; }, 5s));
        const auto left = Herd::Clock::now();
        herd[2].leave();
        QVERIFY(herd.runUntil([&] { return herd.isOver(); }, 5s));
        QCOMPARE(server.exitCode(5s), std::optional(0));
        times.push_back(since(left).count());
    }
    std::sort(times.begin(), times.end());
    qInfo("from the last client's Close to the process's end, 50 runs: at least %lld ms, median "
          "%lld ms, 90 %% within %lld ms, at most %lld ms",
          times.front(), times[25], times[44], times.back());
    QVERIFY(times.back() < 200);
}

void TestDrainConduct::serviceContinues()
{
    constexpr std::size_t clients = 500;
    ServerProcess server({});
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(clients, Manners::IgnoresNotice));
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.tally().noticed == clients; }, 5s));
    herd.run(10s);
    QCOMPARE(herd.tally().ended, std::size_t { 0 });

    for (std::size_t i = 0; i < 10; ++i)
        herd[i * 50].say("the service continues");
    QVERIFY(herd.runUntil(
        [&] { return herd.tally().messages == 10 * (clients - 1) && herd.tally().acks == 10; },
        5s));
    QCOMPARE(ask(server.port(), "POST", "/broadcast", R"({"message":"over HTTP"})").status, 202);
    QVERIFY(
        herd.runUntil([&] { return herd.tally().messages == 10 * (clients - 1) + clients; }, 5s));

    Herd newcomers(server.port());
    QVERIFY(!newcomers.join(5, Manners::IgnoresNotice, 1s));
    QCOMPARE(newcomers.tally().welcomed, std::size_t { 0 });
    QCOMPARE(newcomers.count([](const RawClient& client) {
        return client.record().closeCode == 1001 && client.record().disconnect == "server_shutdown";
    }),
             std::size_t { 5 });
    QCOMPARE(ask(server.port(), "GET", "/livez").status, 200);
    QCOMPARE(ask(server.port(), "GET", "/readyz").status, 503);
    const QJsonObject drain = drainOf(server);
    QVERIFY(sums(drain));
    QCOMPARE(number(drain, "remaining"), static_cast<int>(clients));
    QCOMPARE(number(drain, "refused"), 5);
    QCOMPARE(endByForce(server, herd), std::optional(3));
}

// "Handshakes in flight refused within 100 ms, none hangs."
void TestDrainConduct::halfHandshakes()
{
    constexpr std::size_t halves = 50;
    ServerProcess server({ { "refuse_with", "http" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(1, Manners::IgnoresNotice));
    QVERIFY(herd.join(halves, Manners::HalfHandshake));
    QCOMPARE(ask(server.port(), "GET", "/health").status, 200); // all halves have been read by now
    const auto began = Herd::Clock::now();
    QCOMPARE(ask(server.port(), "POST", "/api/v1/drain", "{}").status, 202);
    QVERIFY(herd.runUntil([&] { return herd.tally().ended == halves; }, 5s));
    const auto took = since(began);
    qInfo("50 half-way handshakes are refused after %lld ms", static_cast<long long>(took.count()));
    QCOMPARE(herd.count([](const RawClient& c) { return c.record().status == 503; }), halves);
    QVERIFY(took < 100ms);
    QVERIFY(herd[0].isOpen());
    QCOMPARE(endByForce(server, herd), std::optional(3));
}

void TestDrainConduct::slots()
{
    constexpr std::size_t clients = 1000;
    constexpr auto window = 28min - 5s; // the default timeout but the default ramp and a move
    ServerProcess server({});
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(clients, Manners::IgnoresNotice));
    const auto began = Herd::Clock::now();
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return herd.tally().noticed == clients; }, 1s));
    const auto told = since(began);
    HerdMeter::Moments moments;
    for (const RawClient& client : herd.clients())
        moments.emplace_back(client.record().reconnectInMs);
    const HerdMeter meter(moments, window);
    qInfo("1,000 clients have their notice after %lld ms; slots from %lld to %lld s, evenness "
          "p = %.3f",
          static_cast<long long>(told.count()),
          static_cast<long long>(*std::min_element(moments.begin(), moments.end()) / 1s),
          static_cast<long long>(*std::max_element(moments.begin(), moments.end()) / 1s),
          meter.uniformity());
    QCOMPARE(meter.outside(), std::size_t { 0 });
    QVERIFY(meter.uniformity() > 0.01);
    QCOMPARE(endByForce(server, herd), std::optional(3));
}

void TestDrainConduct::cancel()
{
    constexpr std::size_t half = 500;
    ServerProcess server({ { "broadcast_interval", "1s" } });
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(half, Manners::IgnoresNotice));
    QVERIFY(herd.join(half, Manners::LeavesAtOnce));
    QCOMPARE(ask(server.port(), "POST", "/api/v1/drain", "{}").status, 202);
    QVERIFY(herd.runUntil([&] { return herd.tally().ended == half; }, 5s));
    QTRY_COMPARE(number(drainOf(server), "left"), static_cast<int>(half));
    const QJsonObject running = drainOf(server);
    QVERIFY(sums(running));
    QCOMPARE(number(running, "remaining"), static_cast<int>(half));

    const auto cancelled = Herd::Clock::now();
    QCOMPARE(ask(server.port(), "DELETE", "/api/v1/drain").status, 200);
    Herd newcomers(server.port());
    QVERIFY(newcomers.join(1, Manners::IgnoresNotice, 1s));
    const auto admitted = since(cancelled);
    qInfo("a newcomer has its welcome %lld ms after the cancel",
          static_cast<long long>(admitted.count()));
    QVERIFY(admitted < 1s);
    QCOMPARE(ask(server.port(), "GET", "/readyz").status, 200);
    QVERIFY(herd.runUntil([&] { return herd.tally().cancelled == half; }, 1s));
    QCOMPARE(text(drainOf(server), "state"), QStringLiteral("Serving"));
    const std::size_t heard = herd.tally().notifications;
    QVERIFY(herd.runUntil([&] { return herd.tally().notifications >= heard + half; }, 3s));
    newcomers[0].say("we are all still here");
    QVERIFY(herd.runUntil([&] { return herd.tally().messages == half; }, 5s));
    QCOMPARE(herd.tally().ended, half); // the sockets are the same

    const auto again = Herd::Clock::now();
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil(
        [&] {
            return herd.count([&](const RawClient& c) { return c.record().noticeAt > again; })
                == half;
        },
        1s));
    QCOMPARE(number(drainOf(server), "initial"), static_cast<int>(half) + 1);
    newcomers[0].leave();
    QVERIFY(newcomers.runUntil([&] { return newcomers.isOver(); }, 5s));
    for (std::size_t i = 0; i < herd.size(); ++i)
        herd[i].leave();
    QVERIFY(herd.runUntil([&] { return herd.isOver(); }, 5s));
    QCOMPARE(server.exitCode(5s), std::optional(0));
    const QJsonObject summary = server.events("drain_summary").value(0);
    QCOMPARE(number(summary, "left"), static_cast<int>(half) + 1);
    QCOMPARE(number(summary, "forced"), 0);
}

void TestDrainConduct::ladder()
{
    constexpr std::size_t clients = 200;
    ServerProcess server({});
    QVERIFY(server.start());
    Herd herd(server.port());
    QVERIFY(herd.join(clients / 2, Manners::IgnoresNotice));
    QVERIFY(herd.join(clients / 2, Manners::IgnoresClose)); // who would have it wait
    const QJsonObject ordered
        = drainOf(ask(server.port(), "POST", "/api/v1/drain", R"({"timeout_s":600})"));
    const QString deadline = text(ordered, "deadline");
    QVERIFY(!deadline.isEmpty());
    herd.run(1s);

    server.signal(SIGTERM); // joins
    QTRY_COMPARE(server.events("shutdown_signal").size(), 1);
    QCOMPARE(text(drainOf(server), "deadline"), deadline);
    QCOMPARE(text(drainOf(server), "state"), QStringLiteral("Draining"));

    server.signal(SIGTERM); // hurries
    QTRY_COMPARE(text(drainOf(server), "state"), QStringLiteral("Evicting"));
    QVERIFY(number(drainOf(server), "remaining_ms") <= 10000);
    const auto hurried
        = QDateTime::fromString(text(drainOf(server), "deadline"), Qt::ISODateWithMs);
    QVERIFY(hurried < QDateTime::fromString(deadline, Qt::ISODateWithMs));

    const auto forced = Herd::Clock::now();
    server.signal(SIGTERM);
    QVERIFY(herd.runUntil([&] { return !server.isRunning(); }, 5s));
    const auto took = since(forced);
    QCOMPARE(server.exitCode(0s), std::optional(3));
    herd.runUntil([&] { return herd.isOver(); }, 1s);
    qInfo("gone %lld ms after the third signal, %zu of 200 clients with a Close frame",
          static_cast<long long>(took.count()), herd.tally().closed);
    QVERIFY(took < 250ms);
    QCOMPARE(herd.tally().closed, clients); // they all read: nothing hinders their Close
}

QTEST_GUILESS_MAIN(TestDrainConduct)
#include "tst_drainconduct.moc"
