#include "gui/model/rowreader.h"

#include <QDateTime>
#include <chrono>

namespace sluice {

namespace {

constexpr const char* names[]
    = { "id",           "peer",        "port",       "user",     "state",    "connected_at",
        "last_in_at",   "rtt_ms",      "in_rate",    "out_rate", "in_bytes", "out_bytes",
        "queued_bytes", "subprotocol", "user_agent", "loop" };

// Does it look like 2026-11-21T12:00:00.000Z?
bool isUsual(QStringView text)
{
    constexpr QLatin1String form("0000-00-00T00:00:00.000Z");
    if (text.size() != form.size())
        return false;
    for (qsizetype i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= QLatin1Char('0') && text[i] <= QLatin1Char('9');
        if (form[i] == QLatin1Char('0') ? !digit : text[i] != form[i])
            return false;
    }
    return true;
}

int digits(QStringView text, qsizetype from, qsizetype count)
{
    int number = 0;
    for (const QChar letter : text.mid(from, count))
        number = number * 10 + letter.digitValue();
    return number;
}

} // namespace

// The server writes one form only, and ten thousand rows may come at once: QDateTime's parser
// takes fifty times as long and is kept for what looks different.
qint64 millisecondsSince1970(const QJsonValue& timestamp)
{
    const QString text = timestamp.toString();
    if (!isUsual(text)) {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        return time.isValid() ? time.toMSecsSinceEpoch() : -1;
    }
    using namespace std::chrono;
    const year_month_day day { year { digits(text, 0, 4) },
                               month { static_cast<unsigned>(digits(text, 5, 2)) },
                               std::chrono::day { static_cast<unsigned>(digits(text, 8, 2)) } };
    if (!day.ok())
        return -1;
    const auto time = sys_days { day } + hours { digits(text, 11, 2) }
        + minutes { digits(text, 14, 2) } + seconds { digits(text, 17, 2) }
        + milliseconds { digits(text, 20, 3) };
    return duration_cast<milliseconds>(time.time_since_epoch()).count();
}

RowReader::RowReader(const QJsonArray& columns)
{
    static_assert(std::size(names) == FieldCount);
    for (int place = 0; place < columns.size(); ++place)
        for (std::size_t field = 0; field < FieldCount; ++field)
            if (columns[place].toString() == QLatin1String(names[field]))
                m_place[field] = place;
}

QJsonValue RowReader::value(const QJsonArray& values, Field field) const
{
    const int place = m_place[field];
    return place < 0 ? QJsonValue() : values.at(place);
}

std::optional<ConnectionRow> RowReader::read(const QJsonArray& values) const
{
    ConnectionRow row;
    row.id = value(values, Id).toString();
    if (row.id.isEmpty())
        return {};
    row.peer = value(values, Peer).toString();
    row.port = value(values, Port).toInt();
    row.user = value(values, User).toString();
    const bool closing = value(values, State).toString() == QLatin1String("closing");
    row.state = closing ? ConnectionRow::State::Closing : ConnectionRow::State::Open;
    row.connectedAt = millisecondsSince1970(value(values, ConnectedAt));
    row.lastInAt = millisecondsSince1970(value(values, LastInAt));
    row.rttMs = value(values, RttMs).toInt(-1);
    row.inRate = value(values, InRate).toDouble();
    row.outRate = value(values, OutRate).toDouble();
    row.inBytes = value(values, InBytes).toInteger();
    row.outBytes = value(values, OutBytes).toInteger();
    row.queuedBytes = value(values, QueuedBytes).toInteger();
    row.subprotocol = value(values, Subprotocol).toString();
    row.userAgent = value(values, UserAgent).toString();
    row.loop = value(values, Loop).toInt();
    return row;
}

} // namespace sluice
