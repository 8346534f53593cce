#pragma once

#include "core/http/request.h"
#include "core/http/response.h"
#include <QJsonObject>
#include <string>
#include <string_view>
#include <variant>

namespace sluice {

// The object in a request's application/json body, or the reply that says what is wrong with it:
// 415 for another type, 400 for what is no JSON object. Pure.
std::variant<QJsonObject, Response> jsonBody(const Request& request);

// The media type in lower case, without parameters; empty when there is none.
std::string mediaType(const Request& request);
Response unsupportedType(std::string_view accepted);

} // namespace sluice
