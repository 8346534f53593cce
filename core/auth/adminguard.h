#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

struct HttpHead;
struct PeerAddress;
struct Settings;

// What an endpoint reveals or does.
enum class Access : std::uint8_t {
    Open, // everyone may
    Metrics, // everyone, unless metrics_public is off; then as Read
    Read, // lists clients or state
    Change // publishes, closes, pauses
};

enum class Verdict : std::uint8_t { Allowed, Unauthorized, Forbidden };
struct GuardAnswer {
    Verdict verdict = Verdict::Allowed;
    std::string_view why; // a sentence for the reply
    bool guessed = false; // a token was shown that is none of ours
};

// Who may read and who may change (PROTOCOL.md §2): the bearer of a token (RFC 6750 §2.1), or, when
// no admin token is set, this machine's own programs and pages only. Pure; any thread.
class AdminGuard {
public:
    AdminGuard(std::string adminToken, std::string viewerToken, bool metricsPublic);
    explicit AdminGuard(const Settings& settings);
    bool asks(Access access) const; // whether a token would be looked at
    GuardAnswer check(const HttpHead& head, const PeerAddress& peer, Access access) const;

private:
    std::string m_adminToken;
    std::string m_viewerToken;
    bool m_metricsPublic;
};

} // namespace sluice
