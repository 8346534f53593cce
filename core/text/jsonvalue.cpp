#include "core/text/jsonvalue.h"

#include "core/text/jsonstring.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace sluice {

std::string jsonText(const QJsonValue& value)
{
    // QJsonDocument writes only arrays and objects: wrap, write, unwrap.
    const QByteArray wrapped = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return wrapped.sliced(1, wrapped.size() - 2).toStdString();
}

std::string jsonStringValue(std::string_view literal)
{
    return readJsonString(literal).value_or(std::string());
}

} // namespace sluice
