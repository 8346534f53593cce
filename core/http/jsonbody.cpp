#include "core/http/jsonbody.h"

#include "core/text/ascii.h"
#include <QJsonDocument>
#include <algorithm>
#include <utility>

namespace sluice {

std::string mediaType(const Request& request)
{
    const std::string_view value = request.head.field("Content-Type").value_or(std::string_view());
    std::string type(ascii::trimmed(value.substr(0, value.find(';'))));
    std::transform(type.begin(), type.end(), type.begin(), ascii::lower);
    return type;
}

Response unsupportedType(std::string_view accepted)
{
    Response response = problem(415, "unsupported_media_type",
                                "The Content-Type must be " + std::string(accepted) + ".");
    response.fields.emplace_back("Accept", accepted); // RFC 9110 §15.5.16
    return response;
}

std::variant<QJsonObject, Response> jsonBody(const Request& request)
{
    if (mediaType(request) != "application/json")
        return unsupportedType("application/json");
    QJsonParseError error;
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromStdString(request.body), &error);
    if (error.error != QJsonParseError::NoError)
        return problem(400, "bad_request",
                       "The body is no JSON: " + error.errorString().toStdString() + " at octet "
                           + std::to_string(error.offset) + ".");
    if (!document.isObject())
        return problem(400, "bad_request", "The body must be a JSON object.");
    return document.object();
}

} // namespace sluice
