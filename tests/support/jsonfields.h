#pragma once

#include <QJsonObject>
#include <QLatin1String>
#include <QString>

namespace sluice::support {

// A field of a message, as a test wants to compare it.
inline QString text(const QJsonObject& message, const char* field)
{
    return message[QLatin1String(field)].toString();
}
inline int number(const QJsonObject& message, const char* field)
{
    return message[QLatin1String(field)].toInt(-1);
}
inline QJsonValue value(const QJsonObject& message, const char* field)
{
    return message[QLatin1String(field)];
}

} // namespace sluice::support
