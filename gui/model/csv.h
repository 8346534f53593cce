#pragma once

#include <QByteArray>
#include <QStringList>

// Tables for other programs, by RFC 4180, in UTF-8. Pure functions.
namespace sluice::csv {

// A spreadsheet would take a text that begins with = + - @, a tab or a carriage return for a
// formula: such a cell begins with an apostrophe. What clients call themselves ends up here.
QString cell(const QString& text);
QByteArray line(const QStringList& cells); // with its end

} // namespace sluice::csv
