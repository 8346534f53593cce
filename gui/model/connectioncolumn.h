#pragma once

#include "gui/model/connectionrow.h"
#include <QString>

namespace sluice {

// The columns of the connection table: their titles, texts and order. Pure functions.
enum class ConnectionColumn : quint8 {
    Id,
    User,
    Address,
    State,
    Connected,
    Idle,
    InRate,
    OutRate,
    Queued,
    Rtt,
    Received,
    Sent,
    Subprotocol,
    UserAgent,
    Loop
};

namespace connectioncolumn {

inline constexpr int count = static_cast<int>(ConnectionColumn::Loop) + 1;

QString title(ConnectionColumn column);
QString explanation(ConnectionColumn column); // the title's tool tip
QString text(ConnectionColumn column, const ConnectionRow& row, qint64 now);
bool isNumber(ConnectionColumn column); // aligned to the right
// Sorts like the column does, but not always to the end: equal keys of texts need compare().
quint64 sortKey(ConnectionColumn column, const ConnectionRow& row);
int compare(ConnectionColumn column, const ConnectionRow& a, const ConnectionRow& b);

} // namespace connectioncolumn
} // namespace sluice
