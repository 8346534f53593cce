#pragma once

#include "core/observe/eventlog.h"
#include <QString>

class QJsonObject;

namespace sluice {

// A line of a server's log. A value.
struct LogEntry {
    qint64 time = -1; // milliseconds since 1970
    LogLevel level = LogLevel::Info;
    QString category;
    QString event;
    QString message;
    QString fields; // what the message does not say: client=anna bytes=812

    static LogEntry fromJson(const QJsonObject& line);
    QString whole() const { return fields.isEmpty() ? message : message + u'\u2003' + fields; }
};

} // namespace sluice
