#pragma once

#include "core/text/timestamp.h"
#include "gui/console.h"
#include "gui/servers/serverroster.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedlink.h"
#include <QRandomGenerator>
#include <memory>

namespace sluice::support {

// A console and the server it looks at, as far as the admin stream shows it: clients that come and
// go, figures, a drain. The clock stands still.
class ConsoleScene {
public:
    explicit ConsoleScene(Console::Persistence persistence = Console::Persistence::Once,
                          const ServerProfile& profile = {})
        : m_clock(m_ownClock), m_roster(m_ownRoster),
          m_console(m_roster.add(profile, newConsole(persistence)))
    {
        m_clock.pass(std::chrono::hours(14) + std::chrono::minutes(28));
        m_console.open();
    }
    // One more server in a window that shows several.
    ConsoleScene(ManualClock& clock, ServerRoster& roster, ServerProfile profile,
                 const QString& node)
        : m_clock(clock), m_roster(roster),
          m_console(m_roster.add(std::move(profile), newConsole(Console::Persistence::ComesBack))),
          m_node(node)
    {
        m_console.open();
    }

    Console& console() { return m_console; }
    ServerRoster& roster() { return m_roster; }
    ScriptedLink& link() { return *m_link; }
    ManualClock& clock() { return m_clock; }

    void hello(const char* role = "operator", const char* version = "0.1.0",
               const char* boot = "b1")
    {
        m_link->say({ { QStringLiteral("type"), QStringLiteral("hello") },
                      { QStringLiteral("node"), m_node },
                      { QStringLiteral("version"), QString::fromLatin1(version) },
                      { QStringLiteral("boot_id"), QString::fromLatin1(boot) },
                      { QStringLiteral("role"), QString::fromLatin1(role) } });
    }

    static QJsonArray columns()
    {
        QJsonArray names;
        for (const char* name :
             { "id", "peer", "port", "user", "state", "connected_at", "last_in_at", "rtt_ms",
               "in_rate", "out_rate", "in_bytes", "out_bytes", "queued_bytes", "subprotocol",
               "user_agent", "loop" })
            names.append(QLatin1String(name));
        return names;
    }

    QString ago(std::chrono::seconds time) const
    {
        return QString::fromStdString(timestamp(m_clock.wallTime() - time));
    }

    static QString id(int client)
    {
        return QStringLiteral("c-%1").arg(client, 5, 16, QLatin1Char('0'));
    }

    // Somebody, always the same for a number.
    QJsonArray row(int client, double outRate = 0.4) const
    {
        QRandomGenerator dice(static_cast<quint32>(client) + 7);
        static const char* const agents[]
            = { "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0", "sluice-listen/0.1.0",
                "Python/3.11 websockets/10.4", "okhttp/4.12.0" };
        const int connected = 30 + dice.bounded(4'000'00);
        const int idle = dice.bounded(std::min(connected, 240));
        const bool slow = dice.bounded(20) == 0;
        return { id(client),
                 QStringLiteral("10.4.%1.%2").arg(dice.bounded(8)).arg(dice.bounded(254) + 1),
                 30000 + dice.bounded(30000),
                 QJsonValue(),
                 QStringLiteral("open"),
                 ago(std::chrono::seconds(connected)),
                 ago(std::chrono::seconds(idle)),
                 4 + dice.bounded(90),
                 dice.bounded(20) / 10.0,
                 outRate,
                 connected * 12,
                 connected * 310,
                 slow ? dice.bounded(200'000) : 0,
                 QJsonValue(),
                 QLatin1String(agents[dice.bounded(4)]),
                 client % 2 };
    }

    void snapshot(int clients)
    {
        constexpr int most = 500;
        const int parts = std::max(1, (clients + most - 1) / most);
        for (int part = 0; part < parts; ++part) {
            QJsonArray rows;
            for (int client = part * most; client < std::min(clients, (part + 1) * most); ++client)
                rows.append(row(client));
            m_link->say({ { QStringLiteral("type"), QStringLiteral("snapshot") },
                          { QStringLiteral("part"), part + 1 },
                          { QStringLiteral("of"), parts },
                          { QStringLiteral("columns"), columns() },
                          { QStringLiteral("rows"), rows } });
        }
        m_link->say({ { QStringLiteral("type"), QStringLiteral("synced") },
                      { QStringLiteral("seq"), m_seq } });
    }

    void delta(const QJsonArray& up, const QJsonArray& gone = {})
    {
        m_link->say({ { QStringLiteral("type"), QStringLiteral("delta") },
                      { QStringLiteral("seq"), ++m_seq },
                      { QStringLiteral("up"), up },
                      { QStringLiteral("gone"), gone } });
    }

    void leave(int from, int to, bool byServer = false)
    {
        QJsonArray gone;
        for (int client = from; client < to; ++client)
            gone.append(
                QJsonArray { id(client), byServer ? 1001 : 1000,
                             byServer ? QStringLiteral("server_shutdown") : QString(),
                             byServer ? QStringLiteral("server") : QStringLiteral("client") });
        delta({}, gone);
    }

    // `fields` are in place of the usual ones.
    void stats(int clients, bool accepting = true, const char* readiness = "ready",
               const QJsonObject& fields = {})
    {
        QJsonObject message { { QStringLiteral("type"), QStringLiteral("stats") },
                              { QStringLiteral("time"), ago(std::chrono::seconds(0)) },
                              { QStringLiteral("clients"), clients },
                              { QStringLiteral("accepting"), accepting },
                              { QStringLiteral("readiness"), QString::fromLatin1(readiness) },
                              { QStringLiteral("in_rate"), clients * 0.08 },
                              { QStringLiteral("out_rate"), clients * 0.94 },
                              { QStringLiteral("queued_bytes"), clients * 17 },
                              { QStringLiteral("loop_lag_ms"), 1 },
                              { QStringLiteral("rss_bytes"), 31'000'000 + clients * 2'400 },
                              { QStringLiteral("uptime_s"), 5 * 3600 + 842 },
                              { QStringLiteral("accepted_total"), clients * 3 + 12 },
                              { QStringLiteral("rejected_total"), clients / 70 },
                              { QStringLiteral("messages_in_total"), clients * 1'420 },
                              { QStringLiteral("messages_out_total"), clients * 16'700 } };
        for (auto field = fields.begin(); field != fields.end(); ++field)
            message.insert(field.key(), field.value());
        m_link->say(message);
    }

    void log(const char* level, const char* event, const QString& message,
             const QJsonObject& fields = {})
    {
        m_link->say({ { QStringLiteral("type"), QStringLiteral("log") },
                      { QStringLiteral("time"), ago(std::chrono::seconds(0)) },
                      { QStringLiteral("level"), QString::fromLatin1(level) },
                      { QStringLiteral("category"), QStringLiteral("hub") },
                      { QStringLiteral("event"), QString::fromLatin1(event) },
                      { QStringLiteral("message"), message },
                      { QStringLiteral("fields"), fields } });
    }

    // What differs from a server that serves.
    void drain(const char* state, const QJsonObject& fields = {})
    {
        QJsonObject message { { QStringLiteral("type"), QStringLiteral("drain") },
                              { QStringLiteral("state"), QString::fromLatin1(state) },
                              { QStringLiteral("reason"), QString() },
                              { QStringLiteral("remaining_ms"), 0 },
                              { QStringLiteral("initial"), 0 },
                              { QStringLiteral("remaining"), 0 },
                              { QStringLiteral("left"), 0 },
                              { QStringLiteral("evicted"), 0 },
                              { QStringLiteral("forced"), 0 },
                              { QStringLiteral("refused"), 0 },
                              { QStringLiteral("rate_per_s"), 0 },
                              { QStringLiteral("timeout_s"), 1800 },
                              { QStringLiteral("delay_s"), 0 },
                              { QStringLiteral("ramp_s"), 120 } };
        for (auto field = fields.begin(); field != fields.end(); ++field)
            message.insert(field.key(), field.value());
        m_link->say(message);
    }

private:
    std::unique_ptr<Console> newConsole(Console::Persistence persistence)
    {
        return std::make_unique<Console>(std::unique_ptr<AdminLink>(m_link), m_clock, persistence);
    }

    ManualClock m_ownClock;
    ServerRoster m_ownRoster;
    ManualClock& m_clock;
    ServerRoster& m_roster;
    ScriptedLink* m_link = new ScriptedLink;
    Console& m_console;
    QString m_node = QStringLiteral("node-2");
    qint64 m_seq = 41;
};

} // namespace sluice::support
