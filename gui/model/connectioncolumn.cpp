#include "gui/model/connectioncolumn.h"

#include "gui/wording.h"
#include <QCoreApplication>
#include <algorithm>
#include <bit>

namespace sluice::connectioncolumn {

namespace {

using Column = ConnectionColumn;

struct Words {
    const char* title;
    const char* explanation;
};

Words words(Column column)
{
    switch (column) {
    case Column::Id:
        return { QT_TRANSLATE_NOOP("connections", "ID"),
                 QT_TRANSLATE_NOOP("connections", "The client's id") };
    case Column::User:
        return { QT_TRANSLATE_NOOP("connections", "User"),
                 QT_TRANSLATE_NOOP("connections", "Who the client has proved to be") };
    case Column::Address:
        return { QT_TRANSLATE_NOOP("connections", "Address"),
                 QT_TRANSLATE_NOOP("connections", "Where the client connects from") };
    case Column::State:
        return { QT_TRANSLATE_NOOP("connections", "State"),
                 QT_TRANSLATE_NOOP("connections", "Open, or being closed") };
    case Column::Connected:
        return { QT_TRANSLATE_NOOP("connections", "Connected"),
                 QT_TRANSLATE_NOOP("connections", "For how long the client has been connected") };
    case Column::Idle:
        return { QT_TRANSLATE_NOOP("connections", "Idle"),
                 QT_TRANSLATE_NOOP("connections",
                                   "For how long nothing has come from the client") };
    case Column::InRate:
        return { QT_TRANSLATE_NOOP("connections", "In"),
                 QT_TRANSLATE_NOOP("connections", "Bytes from the client, a second") };
    case Column::OutRate:
        return { QT_TRANSLATE_NOOP("connections", "Out"),
                 QT_TRANSLATE_NOOP("connections", "Bytes to the client, a second") };
    case Column::Queued:
        return { QT_TRANSLATE_NOOP("connections", "Queued"),
                 QT_TRANSLATE_NOOP("connections", "What waits until the client reads on") };
    case Column::Rtt:
        return { QT_TRANSLATE_NOOP("connections", "RTT"),
                 QT_TRANSLATE_NOOP("connections", "How long a ping takes there and back") };
    case Column::Received:
        return { QT_TRANSLATE_NOOP("connections", "Received"),
                 QT_TRANSLATE_NOOP("connections", "All that came from the client") };
    case Column::Sent:
        return { QT_TRANSLATE_NOOP("connections", "Sent"),
                 QT_TRANSLATE_NOOP("connections", "All that went to the client") };
    case Column::Subprotocol:
        return { QT_TRANSLATE_NOOP("connections", "Sub-protocol"),
                 QT_TRANSLATE_NOOP("connections", "What the client and the server agreed on") };
    case Column::UserAgent:
        return { QT_TRANSLATE_NOOP("connections", "User Agent"),
                 QT_TRANSLATE_NOOP("connections", "What the client calls itself") };
    case Column::Loop:
        return { QT_TRANSLATE_NOOP("connections", "Loop"),
                 QT_TRANSLATE_NOOP("connections", "Which of the server's loops carries it") };
    }
    return { "", "" };
}

QString say(const char* source)
{
    return QCoreApplication::translate("connections", source);
}

// A column of zeros would hide the one row that matters.
QString nothing()
{
    return QStringLiteral("–");
}

QString rate(double perSecond)
{
    constexpr double worthSaying = 0.5; // would read 0 B
    return perSecond >= worthSaying ? wording::byteRate(perSecond) : nothing();
}

QString span(qint64 since, qint64 now)
{
    return since < 0 ? QString() : wording::span(std::chrono::milliseconds(now - since));
}

const QString& plainText(Column column, const ConnectionRow& row)
{
    switch (column) {
    case Column::User:
        return row.user;
    case Column::Address:
        return row.peer;
    case Column::Subprotocol:
        return row.subprotocol;
    case Column::UserAgent:
        return row.userAgent;
    default:
        return row.id;
    }
}

// What sorts as a number; the ages sort by their beginning, which stands still.
double figure(Column column, const ConnectionRow& row)
{
    switch (column) {
    case Column::State:
        return row.state == ConnectionRow::State::Closing ? 1 : 0;
    case Column::Connected:
        return -static_cast<double>(row.connectedAt);
    case Column::Idle:
        return -static_cast<double>(row.idleSince());
    case Column::InRate:
        return row.inRate;
    case Column::OutRate:
        return row.outRate;
    case Column::Queued:
        return static_cast<double>(row.queuedBytes);
    case Column::Rtt:
        return row.rttMs;
    case Column::Received:
        return static_cast<double>(row.inBytes);
    case Column::Sent:
        return static_cast<double>(row.outBytes);
    default:
        return row.loop;
    }
}

bool isText(Column column)
{
    return column == Column::Id || column == Column::User || column == Column::Address
        || column == Column::Subprotocol || column == Column::UserAgent;
}

// Its first eight letters in one number. All beyond Latin-1 count alike: equal keys are compared.
quint64 beginning(const QString& text)
{
    constexpr qsizetype letters = 8;
    constexpr char16_t most = 0xff;
    quint64 key = 0;
    for (qsizetype i = 0; i < letters; ++i)
        key = key << 8U | (i < text.size() ? std::min(text[i].unicode(), most) : char16_t { 0 });
    return key;
}

} // namespace

QString title(ConnectionColumn column)
{
    return say(words(column).title);
}

QString explanation(ConnectionColumn column)
{
    return say(words(column).explanation);
}

QString text(ConnectionColumn column, const ConnectionRow& row, qint64 now)
{
    switch (column) {
    case Column::Address:
        return row.peer.isEmpty() ? QString() : row.address();
    case Column::State:
        return row.state == ConnectionRow::State::Closing
            ? say(QT_TRANSLATE_NOOP("connections", "Closing"))
            : say(QT_TRANSLATE_NOOP("connections", "Open"));
    case Column::Connected:
        return span(row.connectedAt, now);
    case Column::Idle:
        return span(row.idleSince(), now);
    case Column::InRate:
        return rate(row.inRate);
    case Column::OutRate:
        return rate(row.outRate);
    case Column::Queued:
        return row.queuedBytes > 0 ? wording::bytes(row.queuedBytes) : nothing();
    case Column::Rtt:
        return row.rttMs < 0 ? QString()
                             : say(QT_TRANSLATE_NOOP("connections", "%1 ms")).arg(row.rttMs);
    case Column::Received:
        return wording::bytes(row.inBytes);
    case Column::Sent:
        return wording::bytes(row.outBytes);
    case Column::Loop:
        return QString::number(row.loop);
    default:
        return plainText(column, row);
    }
}

bool isNumber(ConnectionColumn column)
{
    return !isText(column) && column != Column::State;
}

quint64 sortKey(ConnectionColumn column, const ConnectionRow& row)
{
    if (isText(column))
        return beginning(plainText(column, row));
    // IEEE 754 sorts like a whole number, once the negative half is turned over.
    constexpr quint64 sign = quint64 { 1 } << 63U;
    const auto bits = std::bit_cast<quint64>(figure(column, row) + 0.0);
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

int compare(ConnectionColumn column, const ConnectionRow& a, const ConnectionRow& b)
{
    return isText(column) ? plainText(column, a).compare(plainText(column, b)) : 0;
}

} // namespace sluice::connectioncolumn
