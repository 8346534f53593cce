#include "bench/consolewindow/feed.h"

#include "core/text/timestamp.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace sluice {

namespace {

constexpr int rowsPerMessage = 500; // as the server has it

QString ago(int seconds)
{
    return QString::fromStdString(
        timestamp(std::chrono::system_clock::now() - std::chrono::seconds(seconds)));
}

QString type(const char* name)
{
    return QString::fromLatin1(name);
}

} // namespace

void Feed::say(const QJsonObject& message)
{
    const QByteArray text = QJsonDocument(message).toJson(QJsonDocument::Compact);
    Q_EMIT received(QJsonDocument::fromJson(text).object());
}

QJsonArray Feed::row(int client)
{
    return { QStringLiteral("c-%1").arg(static_cast<quint32>(client) * 2654435761U, 8, 16),
             QStringLiteral("10.4.%1.%2").arg(client % 256).arg(client % 250),
             30000 + client % 30000,
             QJsonValue(),
             QStringLiteral("open"),
             ago(100 + client % 50000),
             ago(m_dice.bounded(100)),
             5 + client % 90,
             m_dice.bounded(1000) / 10.0,
             m_dice.bounded(10000) / 10.0,
             m_dice.bounded(1'000'000),
             m_dice.bounded(10'000'000),
             m_dice.bounded(20) == 0 ? m_dice.bounded(100'000) : 0,
             QStringLiteral("sluice.v1"),
             QStringLiteral("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"),
             client % 2 };
}

void Feed::greet()
{
    say({ { type("type"), type("hello") },
          { type("node"), type("node-1") },
          { type("version"), type("0.1.0") },
          { type("boot_id"), type("b1") },
          { type("role"), type("operator") } });
    QJsonArray columns;
    for (const char* name : { "id", "peer", "port", "user", "state", "connected_at", "last_in_at",
                              "rtt_ms", "in_rate", "out_rate", "in_bytes", "out_bytes",
                              "queued_bytes", "subprotocol", "user_agent", "loop" })
        columns.append(type(name));
    const int parts = (m_clients + rowsPerMessage - 1) / rowsPerMessage;
    for (int part = 0; part < parts; ++part) {
        QJsonArray rows;
        const int to = std::min(m_clients, (part + 1) * rowsPerMessage);
        for (int client = part * rowsPerMessage; client < to; ++client)
            rows.append(row(client));
        say({ { type("type"), type("snapshot") },
              { type("part"), part + 1 },
              { type("of"), parts },
              { type("columns"), columns },
              { type("rows"), rows } });
    }
    say({ { type("type"), type("synced") }, { type("seq"), m_seq } });
    tellStats();
}

void Feed::change(int rows)
{
    QJsonArray up;
    for (int i = 0; i < rows; ++i)
        up.append(row(m_dice.bounded(m_clients)));
    say({ { type("type"), type("delta") },
          { type("seq"), ++m_seq },
          { type("up"), up },
          { type("gone"), QJsonArray() } });
}

void Feed::tellStats()
{
    say({ { type("type"), type("stats") },
          { type("time"), ago(0) },
          { type("clients"), m_clients },
          { type("accepting"), true },
          { type("readiness"), type("ready") },
          { type("in_rate"), m_dice.bounded(1000) / 10.0 },
          { type("out_rate"), m_dice.bounded(9000) / 10.0 },
          { type("queued_bytes"), m_dice.bounded(9000) },
          { type("loop_lag_ms"), 1 },
          { type("rss_bytes"), 41'000'000 },
          { type("uptime_s"), 4711 },
          { type("accepted_total"), m_clients },
          { type("rejected_total"), 0 },
          { type("messages_in_total"), m_clients },
          { type("messages_out_total"), m_clients } });
}

} // namespace sluice
