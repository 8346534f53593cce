#include "core/text/jsonvalue.h"

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
    const bool text = literal.size() > 1 && literal.front() == '"' && literal.back() == '"';
    if (text && literal.find('\\') == std::string_view::npos) // nothing to unescape, as in most
        return std::string(literal.substr(1, literal.size() - 2));
    QByteArray wrapped = "[";
    wrapped.append(literal.data(), static_cast<qsizetype>(literal.size())).append(']');
    return QJsonDocument::fromJson(wrapped).array().at(0).toString().toStdString();
}

} // namespace sluice
