#pragma once

#include <QJsonObject>
#include <QString>

namespace sluice {

// One server frame (PROTOCOL.md §1.1) as a line for people, without the time and harmless for a
// terminal; empty when there is nothing worth saying. Pure.
QString frameLine(const QJsonObject& frame);

// A JSON value as people read it: a string bare, anything else as compact JSON.
QString dataText(const QJsonValue& data);

} // namespace sluice
