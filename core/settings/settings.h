#pragma once

#include "core/net/subnet.h"
#include "core/observe/eventlog.h"
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

enum class IoUring { Auto, Off };
enum class RefuseWith { Close, Http };
enum class SlowConsumer { Disconnect, DropOldest };
enum class DuplicateClientId { Reject, Replace };
enum class Compression { Auto, Off };
enum class LogFormatChoice { Auto, Text, Json };
enum class Locale { English, Ukrainian };
enum class Auth { None, Token, Jwt };
enum class JwtAlgorithm { Hs256, Rs256, Es256 };

// One of auth_tokens.
struct ClientToken {
    std::string user; // empty: nobody in particular
    std::string token;

    friend bool operator==(const ClientToken&, const ClientToken&) = default;
};

// Every setting with its value, as the stations read it. Filled by SettingsSource from the one
// table in settingstable.cpp; the member initialisers are not the defaults, the table is.
// One a process, so its members stand in the order of the table, not of their sizes.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
struct Settings {
    std::string host;
    std::uint16_t port = 0;
    std::string controlSocket; // a path; auto; empty: none
    int ioThreads = 1;
    IoUring ioUring = IoUring::Auto;
    bool reusePort = false;
    std::string node; // empty: host name + port
    std::string tlsCertificate; // a file; empty: plain connections
    std::string tlsKey; // the same

    std::chrono::milliseconds shutdownTimeout {};
    std::chrono::milliseconds drainDelay {};
    std::chrono::milliseconds drainRamp {};
    std::chrono::milliseconds stopBudget {}; // 0 = none
    int signalsToForce = 3;
    RefuseWith refuseWith = RefuseWith::Close;
    std::chrono::milliseconds closeTimeout {};

    std::chrono::milliseconds broadcastInterval {}; // 0 = off
    std::chrono::milliseconds presenceInterval {}; // 0 = each at once
    std::chrono::milliseconds pingInterval {}; // 0 = off
    std::chrono::milliseconds pongTimeout {};

    std::uint32_t maxConnections = 0;
    std::uint32_t maxConnectionsPerIp = 0; // 0 = no limit
    std::uint32_t connectRate = 0; // a second; 0 = no limit
    std::uint32_t maxHandshakes = 0;
    std::uint32_t maxMessageBytes = 0;
    std::uint32_t messagesPerMinute = 0; // 0 = no limit
    std::uint64_t queueBytes = 0;
    std::uint32_t queueMessages = 0;
    SlowConsumer slowConsumer = SlowConsumer::Disconnect;
    DuplicateClientId duplicateClientId = DuplicateClientId::Reject;
    bool mirror = false;
    Compression compression = Compression::Auto;
    std::string sessionKey; // empty: random for this process

    std::uint32_t historySize = 0;
    std::chrono::milliseconds historyAge {};
    std::string historyFile; // empty: none

    std::string redisUrl; // as RedisUrl reads it; empty: this process alone
    std::string redisPrefix;
    std::string redisAuthority; // a file; empty: whom the system trusts
    std::uint32_t outageQueue = 0;

    std::chrono::milliseconds headTimeout {};
    std::uint32_t maxBodyBytes = 0;
    Auth auth = Auth::None;
    std::vector<ClientToken> authTokens;
    JwtAlgorithm jwtAlgorithm = JwtAlgorithm::Hs256;
    std::string jwtSecret; // empty: none
    std::string jwtPublicKey; // a file; empty: none
    std::string jwtAudience; // empty: any
    std::string jwtIssuer; // the same
    std::vector<std::string> allowedOrigins; // empty: same host
    std::string adminToken;
    std::string viewerToken;
    bool metricsPublic = true;
    std::vector<Subnet> trustedProxies;
    bool proxyProtocol = false;
    bool echo = false;

    LogLevel logLevel = LogLevel::Info;
    LogFormatChoice logFormat = LogFormatChoice::Auto;
    Locale locale = Locale::English;
};

} // namespace sluice
