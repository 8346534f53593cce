#include "core/settings/accessrows.h"

#include "core/settings/accesskinds.h"

namespace sluice {

using namespace std::chrono_literals;
using Rows = std::vector<SettingRow>;

namespace {

constexpr std::uint64_t KiB = 1024;
constexpr std::uint64_t MiB = 1024 * KiB;
constexpr std::uint64_t GiB = 1024 * MiB;

} // namespace

Rows limitRows()
{
    using S = Settings;
    return {
        { "max_connections", "Limits", "100000",
          "clients at a time; lowered to what the descriptor limit allows",
          kinds::number(&S::maxConnections, 1, 10'000'000) },
        { "max_connections_per_ip", "Limits", "0",
          "clients at a time from one address; 0: no limit",
          kinds::number(&S::maxConnectionsPerIp, 0, 10'000'000) },
        { "connect_rate", "Limits", "0",
          "newcomers let in a second, one second's worth at once; 0: no limit",
          kinds::number(&S::connectRate, 0, 1'000'000) },
        { "max_handshakes", "Limits", "4096",
          "connections at a time that have not yet said what they want; who has waited longest "
          "makes room",
          kinds::number(&S::maxHandshakes, 1, 10'000'000) },
        { "max_message_bytes", "Limits", "65536", "the largest message a client may send",
          kinds::size(&S::maxMessageBytes, 1, 16 * MiB) },
        { "messages_per_minute", "Limits", "60",
          "messages a client may send a minute, all at once if it likes; 0: no limit",
          kinds::number(&S::messagesPerMinute, 0, 10'000'000) },
        { "queue_bytes", "Limits", "1MiB", "unsent bytes that may wait for one client",
          kinds::size(&S::queueBytes, 1 * KiB, 4 * GiB) },
        { "queue_messages", "Limits", "1024", "unsent messages that may wait for one client",
          kinds::number(&S::queueMessages, 1, 10'000'000) },
        { "slow_consumer", "Limits", "disconnect",
          "what happens to a client whose queue is full: disconnect or drop_oldest",
          kinds::word<SlowConsumer>(&S::slowConsumer,
                                    { { "disconnect", SlowConsumer::Disconnect },
                                      { "drop_oldest", SlowConsumer::DropOldest } }) },
        { "head_timeout", "Limits", "10s", "how long a request may take to send its head",
          kinds::duration(&S::headTimeout, 10ms, 10min) },
        { "max_body_bytes", "Limits", "1MiB", "the largest body of an HTTP request",
          kinds::size(&S::maxBodyBytes, 1, 64 * MiB) },
    };
}

Rows accessRows()
{
    using S = Settings;
    return {
        { "auth", "Access", "none",
          "what a client must show: none, token (one of auth_tokens) or jwt",
          kinds::word<Auth>(
              &S::auth,
              { { "none", Auth::None }, { "token", Auth::Token }, { "jwt", Auth::Jwt } }) },
        { "auth_tokens",
          "Access",
          "",
          "what clients may show: TOKEN, or USER:TOKEN, separated by commas",
          kinds::clientTokens(&S::authTokens),
          "none",
          {},
          true },
        { "jwt_algorithm", "Access", "hs256",
          "the one algorithm that tokens may be signed by: hs256, rs256 or es256",
          kinds::word<JwtAlgorithm>(&S::jwtAlgorithm,
                                    { { "hs256", JwtAlgorithm::Hs256 },
                                      { "rs256", JwtAlgorithm::Rs256 },
                                      { "es256", JwtAlgorithm::Es256 } }) },
        { "jwt_secret",
          "Access",
          "",
          "the secret behind hs256, 32 characters at least",
          kinds::jwtSecret(&S::jwtSecret),
          "none",
          {},
          true },
        { "jwt_public_key", "Access", "", "a PEM file with the key behind rs256 or es256",
          kinds::file(&S::jwtPublicKey), "none" },
        { "jwt_audience", "Access", "", "what a token's aud must name",
          kinds::token(&S::jwtAudience), "any" },
        { "jwt_issuer", "Access", "", "what a token's iss must be", kinds::token(&S::jwtIssuer),
          "any" },
        { "allowed_origins", "Access", "",
          "web pages that may connect, such as https://example.org, https://*.example.org; * for "
          "all",
          kinds::origins(&S::allowedOrigins), "same host" },
        { "admin_token",
          "Access",
          "",
          "the bearer token for requests that list or change; without it only local ones may",
          kinds::token(&S::adminToken),
          "none",
          {},
          true },
        { "viewer_token",
          "Access",
          "",
          "a bearer token that may list but not change",
          kinds::token(&S::viewerToken),
          "none",
          {},
          true },
        { "metrics_public", "Access", "true", "whether /metrics and /status answer without a token",
          kinds::truth(&S::metricsPublic) },
        { "trusted_proxies", "Access", "",
          "networks whose word on a client's address counts, such as 10.0.0.0/8",
          kinds::networks(&S::trustedProxies), "none" },
        { "proxy_protocol", "Access", "false",
          "whether every connection from a trusted proxy begins with a PROXY header (version 2)",
          kinds::truth(&S::proxyProtocol) },
    };
}

} // namespace sluice
