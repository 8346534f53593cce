#pragma once

#include <QJsonObject>
#include <QString>

namespace sluice {

// A drain's status (the fields of drainjson.h) in words for people. Pure; harmless for a terminal.

// On one line; the deadline is `ageMs` nearer than when the status was made.
QString drainLine(const QJsonObject& status, qint64 ageMs = 0);
QString drainSummary(const QJsonObject& status); // of a finished one, a sentence or two
QString drainReport(const QJsonObject& status); // on several lines
QString drainPlanReport(const QJsonObject& plan); // of a dry run

QString spanText(qint64 milliseconds); // 45s, 24m10s, 1h05m

} // namespace sluice
