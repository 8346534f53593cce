#pragma once

#include "tests/support/consolescene.h"
#include <cmath>

// What the pictures show.
namespace sluice::support {

inline void serve(ConsoleScene& scene, int clients)
{
    scene.hello();
    scene.stats(clients);
    scene.drain("Serving");
    scene.snapshot(clients);
}

// A server that has served for a while and was not heard for half a minute of it.
inline void serveForMinutes(ConsoleScene& scene, int clients)
{
    using namespace std::chrono_literals;
    serve(scene, clients);
    QRandomGenerator dice(11);
    constexpr int seconds = 300;
    for (int second = 1; second <= seconds; ++second) {
        scene.clock().pass(1s);
        if (second > 150 && second < 180)
            continue;
        const double swing = 1 + 0.25 * std::sin(second / 23.0) + dice.bounded(0.12);
        const int burst = second % 71 < 4 ? 9 : 1;
        scene.stats(
            clients - (seconds - second) * clients / 2000, true, "ready",
            { { QStringLiteral("in_rate"), clients * 0.08 * swing },
              { QStringLiteral("out_rate"), clients * 0.94 * swing },
              { QStringLiteral("queued_bytes"), clients * burst * dice.bounded(9) },
              { QStringLiteral("loop_lag_ms"),
                (dice.bounded(9) == 0 ? 2 : 1) + burst / 2 + (burst > 1 ? dice.bounded(3) : 0) },
              { QStringLiteral("uptime_s"), 5 * 3600 + second } });
    }
}

// As they do on a working day, for all kinds of reasons.
inline void peopleLeave(ConsoleScene& scene)
{
    struct Way {
        int code;
        const char* reason;
        const char* by;
    };
    static constexpr Way ways[] = {
        { 1001, "", "client" },           { 1000, "", "client" },
        { 1006, "", "client" },           { 1001, "", "client" },
        { 1001, "stale", "server" },      { 1000, "done for today", "client" },
        { 1005, "", "client" },           { 1008, "slow_consumer", "server" },
        { 1001, "", "client" },           { 1008, "kicked", "server" },
        { 4001, "app reload", "client" }, { 1009, "message_too_big", "server" },
    };
    QRandomGenerator dice(5);
    for (int client = 0; client < 180; ++client) {
        scene.clock().pass(std::chrono::milliseconds(200 + dice.bounded(3000)));
        const Way& way = ways[dice.bounded(int(std::size(ways)))];
        scene.delta(
            {},
            { QJsonValue(QJsonArray { ConsoleScene::id(client), way.code, QLatin1String(way.reason),
                                      QLatin1String(way.by) }) });
    }
    scene.stats(static_cast<int>(scene.console().connections().count()));
}

inline void thingsAreLogged(ConsoleScene& scene)
{
    QRandomGenerator dice(7);
    for (int i = 0; i < 120; ++i) {
        scene.clock().pass(std::chrono::milliseconds(30 + dice.bounded(900)));
        const QString id = ConsoleScene::id(dice.bounded(10'000));
        switch (i % 40 == 21 ? 9 : i % 40 == 37 ? 8 : dice.bounded(5)) {
        case 9:
            scene.log("warning", "redis_lost",
                      QStringLiteral("The line to Redis is lost; calling again in 2 s."),
                      { { QStringLiteral("url"), QStringLiteral("redis://10.4.0.3:6379") },
                        { QStringLiteral("waiting"), 14 } });
            break;
        case 8:
            scene.log("error", "history_full",
                      QStringLiteral("The history file cannot grow: no space is left on the "
                                     "device. Messages are kept in memory until there is."),
                      { { QStringLiteral("file"), QStringLiteral("/var/lib/sluice/history.db") } });
            break;
        case 0:
        case 1:
            scene.log("info", "client_connected",
                      QStringLiteral("Client %1 has connected.").arg(id),
                      { { QStringLiteral("peer"), QStringLiteral("10.4.2.%1").arg(i) },
                        { QStringLiteral("total_connections"), 10'000 + i } });
            break;
        case 2:
            scene.log("debug", "history_flushed",
                      QStringLiteral("64 messages were written to the history."),
                      { { QStringLiteral("took_ms"), 3 } });
            break;
        default:
            scene.log("info", "client_disconnected",
                      QStringLiteral("Client %1 has disconnected.").arg(id),
                      { { QStringLiteral("code"), 1001 },
                        { QStringLiteral("by"), QStringLiteral("client") },
                        { QStringLiteral("total_connections"), 10'000 - i } });
        }
    }
}

inline QString startOfDrain(ConsoleScene& scene)
{
    return scene.console().drain().facts().started.toUTC().toString(Qt::ISODateWithMs);
}

// A minute and a half into a drain of five: some left, most are still here.
inline void drainHalfWay(ConsoleScene& scene, int clients)
{
    using namespace std::chrono_literals;
    serve(scene, clients);
    const QString started = scene.ago(0s);
    const QString deadline = scene.ago(-300s);
    const auto tell = [&](int left, double rate, std::chrono::milliseconds remaining) {
        const int still = clients - left;
        QJsonObject fields { { QStringLiteral("reason"), QStringLiteral("version 2.4") },
                             { QStringLiteral("started"), started },
                             { QStringLiteral("deadline"), deadline },
                             { QStringLiteral("remaining_ms"), qint64 { remaining.count() } },
                             { QStringLiteral("initial"), clients },
                             { QStringLiteral("remaining"), still },
                             { QStringLiteral("left"), left },
                             { QStringLiteral("refused"), clients / 180 },
                             { QStringLiteral("rate_per_s"), rate } };
        if (rate > 0)
            fields.insert(QStringLiteral("eta_ms"), static_cast<qint64>(still / rate * 1000));
        scene.drain("Draining", fields);
    };
    constexpr int seconds = 202;
    tell(0, 0, 300s);
    int gone = 0;
    for (int second = 1; second <= seconds; ++second) {
        scene.clock().pass(1s);
        const double swing = 0.8 + 0.4 * ((second * 37) % 11) / 10.0;
        const int left = clients * second / (seconds * 3 / 2);
        if (left > gone)
            scene.leave(gone, left);
        gone = left;
        tell(left, clients * swing / (seconds * 1.5), 300s - std::chrono::seconds(second));
        scene.console().drain().sampleRate();
    }
    scene.clock().pass(200ms);
    scene.stats(clients - gone, true, "draining");
}

// Half of them have left and nobody goes any more.
inline void drainStuck(ConsoleScene& scene, int clients)
{
    using namespace std::chrono_literals;
    drainHalfWay(scene, clients);
    scene.clock().pass(74s);
    const auto still = static_cast<int>(scene.console().connections().count());
    scene.stats(still, true, "draining");
    scene.drain("Draining",
                { { QStringLiteral("reason"), QStringLiteral("signal") },
                  { QStringLiteral("started"), startOfDrain(scene) },
                  { QStringLiteral("deadline"), scene.ago(-24s) },
                  { QStringLiteral("remaining_ms"), 23800 },
                  { QStringLiteral("initial"), clients },
                  { QStringLiteral("remaining"), still },
                  { QStringLiteral("left"), clients - still } });
    for (int second = 0; second < 10; ++second)
        scene.console().drain().sampleRate();
}

inline void drainDone(ConsoleScene& scene, int clients)
{
    using namespace std::chrono_literals;
    drainHalfWay(scene, clients);
    const int evicted = clients / 20;
    scene.clock().pass(90s);
    const int gone = clients - static_cast<int>(scene.console().connections().count());
    scene.leave(gone, clients - evicted);
    scene.leave(clients - evicted, clients, true);
    scene.drain("Finished",
                { { QStringLiteral("reason"), QStringLiteral("version 2.4") },
                  { QStringLiteral("started"), startOfDrain(scene) },
                  { QStringLiteral("deadline"), scene.ago(-8s) },
                  { QStringLiteral("initial"), clients },
                  { QStringLiteral("left"), clients - evicted },
                  { QStringLiteral("evicted"), evicted },
                  { QStringLiteral("refused"), clients / 150 },
                  { QStringLiteral("exit_code"), 0 } });
    scene.link().say(R"({"type":"bye","expected":true})");
    scene.link().lose();
}

} // namespace sluice::support
