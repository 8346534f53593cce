#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

struct Response {
    int status = 200;
    std::string contentType; // empty: no body, no Content-Type
    std::string body;
    std::vector<std::pair<std::string, std::string>> fields; // further fields, such as Allow
    bool close = false; // end the connection after this reply

    static Response json(std::string body, int status = 200);
    static Response text(std::string body, int status = 200);
};

// RFC 9457 application/problem+json: {type:"about:blank", title, status, code, detail}.
Response problem(int status, std::string_view code, std::string_view detail);
// 426, and to which protocol (RFC 9110 §15.5.22).
Response upgradeRequired(std::string_view detail);

// Fields that go with 401 (RFC 6750 §3) and 429; the latter in whole seconds, rounded up.
std::pair<std::string, std::string> bearerChallenge();
std::pair<std::string, std::string> retryAfter(std::chrono::milliseconds wait);

// The octets on the wire (RFC 9112 §4); `head` leaves the body out but keeps its length (HEAD).
std::string serialize(const Response& response, bool headOnly, bool keepAlive);
std::string_view statusPhrase(int status);

} // namespace sluice
