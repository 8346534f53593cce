#pragma once

#include "gui/model/connectionrow.h"
#include <QJsonArray>
#include <array>
#include <optional>

namespace sluice {

// Reads rows of the admin stream by the names of their columns: order does not matter, a column
// that is missing stays unknown, one that is new is passed over. A value.
class RowReader {
public:
    RowReader() = default;
    explicit RowReader(const QJsonArray& columns);

    // Nothing when the row has no id.
    std::optional<ConnectionRow> read(const QJsonArray& values) const;

private:
    enum Field : quint8 {
        Id,
        Peer,
        Port,
        User,
        State,
        ConnectedAt,
        LastInAt,
        RttMs,
        InRate,
        OutRate,
        InBytes,
        OutBytes,
        QueuedBytes,
        Subprotocol,
        UserAgent,
        Loop,
        FieldCount
    };
    QJsonValue value(const QJsonArray& values, Field field) const;

    std::array<int, FieldCount> m_place = [] {
        std::array<int, FieldCount> nowhere {};
        nowhere.fill(-1);
        return nowhere;
    }();
};

// An RFC 3339 time of the stream in milliseconds since 1970; -1 for anything else.
qint64 millisecondsSince1970(const QJsonValue& timestamp);

} // namespace sluice
