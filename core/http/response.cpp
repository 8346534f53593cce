#include "core/http/response.h"
#include "core/text/ascii.h"
#include "core/text/jsonwriter.h"
#include <algorithm>
#include <array>
#include <iterator>

namespace sluice {

namespace {

struct Phrase {
    int status;
    std::string_view text;
};

// RFC 9110 §15, RFC 6585
constexpr std::array phrases {
    Phrase { 101, "Switching Protocols" },
    Phrase { 200, "OK" },
    Phrase { 201, "Created" },
    Phrase { 202, "Accepted" },
    Phrase { 204, "No Content" },
    Phrase { 301, "Moved Permanently" },
    Phrase { 302, "Found" },
    Phrase { 304, "Not Modified" },
    Phrase { 307, "Temporary Redirect" },
    Phrase { 308, "Permanent Redirect" },
    Phrase { 400, "Bad Request" },
    Phrase { 401, "Unauthorized" },
    Phrase { 403, "Forbidden" },
    Phrase { 404, "Not Found" },
    Phrase { 405, "Method Not Allowed" },
    Phrase { 406, "Not Acceptable" },
    Phrase { 408, "Request Timeout" },
    Phrase { 409, "Conflict" },
    Phrase { 411, "Length Required" },
    Phrase { 412, "Precondition Failed" },
    Phrase { 413, "Content Too Large" },
    Phrase { 414, "URI Too Long" },
    Phrase { 415, "Unsupported Media Type" },
    Phrase { 417, "Expectation Failed" },
    Phrase { 421, "Misdirected Request" },
    Phrase { 422, "Unprocessable Content" },
    Phrase { 426, "Upgrade Required" },
    Phrase { 428, "Precondition Required" },
    Phrase { 429, "Too Many Requests" },
    Phrase { 431, "Request Header Fields Too Large" },
    Phrase { 500, "Internal Server Error" },
    Phrase { 501, "Not Implemented" },
    Phrase { 502, "Bad Gateway" },
    Phrase { 503, "Service Unavailable" },
    Phrase { 504, "Gateway Timeout" },
    Phrase { 505, "HTTP Version Not Supported" },
};

// Control characters go, so that no value can end its line and begin another field.
void appendField(std::string& out, std::string_view name, std::string_view value)
{
    out += name;
    out += ": ";
    std::copy_if(value.begin(), value.end(), std::back_inserter(out),
                 [](char c) { return !ascii::isControl(c) || c == '\t'; });
    out += "\r\n";
}

// The fields that say where the reply ends; serialize() alone knows.
bool isFraming(std::string_view name)
{
    return ascii::equalsNoCase(name, "Content-Length")
        || ascii::equalsNoCase(name, "Transfer-Encoding")
        || ascii::equalsNoCase(name, "Connection");
}

bool has(const Response& response, std::string_view name)
{
    return std::any_of(response.fields.begin(), response.fields.end(), [name](const auto& field) {
        return ascii::equalsNoCase(field.first, name);
    });
}

} // namespace

Response Response::json(std::string body, int status)
{
    return { status, "application/json", std::move(body), {}, false };
}

Response Response::text(std::string body, int status)
{
    return { status, "text/plain; charset=utf-8", std::move(body), {}, false };
}

Response problem(int status, std::string_view code, std::string_view detail)
{
    JsonWriter json;
    json.field("type", "about:blank").field("title", statusPhrase(status)).field("status", status);
    json.field("code", code).field("detail", detail);
    return { status, "application/problem+json", std::move(json).finish(), {}, false };
}

Response upgradeRequired(std::string_view detail)
{
    Response response = problem(426, "upgrade_required", detail);
    response.fields.emplace_back("Upgrade", "websocket");
    return response;
}

std::pair<std::string, std::string> bearerChallenge()
{
    return { "WWW-Authenticate", "Bearer realm=\"sluice\"" };
}

std::pair<std::string, std::string> retryAfter(std::chrono::milliseconds wait)
{
    return { "Retry-After", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()) };
}

std::string serialize(const Response& response, bool headOnly, bool keepAlive)
{
    const bool neverABody = response.status < 200 || response.status == 204
        || response.status == 304; // RFC 9112 §6.3
    const bool hasBody = !neverABody && !response.contentType.empty();
    std::string out;
    out.reserve(256 + (headOnly ? 0 : response.body.size()));
    out += "HTTP/1.1 " + std::to_string(response.status) + ' ';
    out += statusPhrase(response.status);
    out += "\r\n";
    if (hasBody)
        appendField(out, "Content-Type", response.contentType);
    if (!neverABody)
        appendField(out, "Content-Length", std::to_string(hasBody ? response.body.size() : 0));
    std::string connection = keepAlive && !response.close ? "keep-alive" : "close";
    if (has(response, "Upgrade"))
        connection += ", upgrade"; // RFC 9110 §7.8
    appendField(out, "Connection", connection);
    appendField(out, "X-Content-Type-Options", "nosniff");
    if (!has(response, "Cache-Control"))
        appendField(out, "Cache-Control", "no-store");
    for (const auto& [name, value] : response.fields) {
        if (ascii::isToken(name) && !isFraming(name))
            appendField(out, name, value);
    }
    out += "\r\n";
    if (hasBody && !headOnly)
        out += response.body;
    return out;
}

std::string_view statusPhrase(int status)
{
    const auto row = std::find_if(phrases.begin(), phrases.end(), [status](const Phrase& phrase) {
        return phrase.status == status;
    });
    return row == phrases.end() ? std::string_view("Status") : row->text;
}

} // namespace sluice
