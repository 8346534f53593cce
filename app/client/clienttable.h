#pragma once

#include <QJsonArray>
#include <QString>

namespace sluice {

// Clients as GET /api/v1/clients lists them, in aligned columns, without a line feed at the end.
// Pure.
QString clientTable(const QJsonArray& clients, bool withHeading);

} // namespace sluice
