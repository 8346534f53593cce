#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

enum class HeadOutcome { Complete, Incomplete, Malformed, TooLarge };

// One HTTP/1.x request head (RFC 9112 §2-3), owned. Field names are compared without case.
struct HttpHead {
    static constexpr std::size_t maxBytes = 8192;
    static constexpr std::size_t maxFields = 64;

    struct Field {
        std::string name;
        std::string value;
    };

    std::string method;
    std::string path; // begins with '/'; percent-decoded but for %2F and %25, so that no decoded
                      // octet can split a segment or look like an escape
    std::string query; // raw, without '?'
    int minorVersion = 1;
    std::vector<Field> fields;
    std::uint64_t contentLength = 0; // the highest value there is when the number does not fit
    std::size_t bytes = 0; // octets of the head, the empty line included

    std::optional<std::string_view> field(std::string_view name) const; // the first one
    std::string list(std::string_view name) const; // all of its lines, joined (RFC 9110 §5.3)
    bool hasToken(std::string_view name, std::string_view token) const; // comma lists, no case
    bool wantsUpgrade() const; // GET with Connection: upgrade and Upgrade: websocket
    bool keepAlive() const;
    std::optional<std::string> queryValue(std::string_view name) const; // percent-decoded, '+' kept
};

struct HeadResult {
    HeadOutcome outcome = HeadOutcome::Incomplete;
    std::string_view why; // for Malformed and TooLarge: a sentence for the reply and the log
    HttpHead head; // for Complete
};

// Strict and bounded: no obs-fold, no bare CR or LF, no NUL, no Transfer-Encoding, one
// Content-Length, exactly one Host in HTTP/1.1, origin-form and absolute-form targets (RFC 9112
// §3.2; the latter's authority replaces Host). One empty line before the request is forgiven. What
// cannot become a head is refused before its end is seen. Pure.
HeadResult parseHttpHead(std::string_view bytes);

} // namespace sluice
