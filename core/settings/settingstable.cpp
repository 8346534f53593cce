#include "core/settings/settingstable.h"

#include "core/settings/accessrows.h"
#include <algorithm>

namespace sluice {
namespace {

using namespace std::chrono_literals;
using Rows = std::vector<SettingRow>;

constexpr auto aDay = 24h;
constexpr auto aWeek = 168h;

Rows serverRows()
{
    using S = Settings;
    return {
        { "host",
          "Server",
          "127.0.0.1",
          "the address to listen on; 0.0.0.0 or [::] for every interface",
          kinds::host(&S::host),
          {},
          "HOST" },
        { "port",
          "Server",
          "8000",
          "the port to listen on; 0 picks a free one and logs it",
          kinds::number(&S::port, 0, 65535),
          {},
          "PORT" },
        { "reuse_port", "Server", "false",
          "whether other processes of this user may listen on the same port (SO_REUSEPORT)",
          kinds::truth(&S::reusePort) },
        { "control_socket", "Server", "auto",
          "where a successor finds this server (sluice restart, --takeover): a path, or off",
          kinds::socketPath(&S::controlSocket), "$RUNTIME_DIRECTORY/sluice-PORT.sock" },
        { "io_threads", "Server", "cores", "how many threads carry the sockets",
          kinds::cores(&S::ioThreads, 256) },
        { "io_uring", "Server", "auto",
          "sends to many clients with one system call: auto (where the kernel allows it) or off",
          kinds::word<IoUring>(&S::ioUring,
                               { { "auto", IoUring::Auto }, { "off", IoUring::Off } }) },
        { "node",
          "Server",
          "",
          "what this server calls itself in welcomes, logs and metrics",
          kinds::nodeName(&S::node),
          "host name + port",
          {},
          false,
          true },
        { "locale", "Server", "en", "the language of the sentences sent to clients: en or uk",
          kinds::word<Locale>(&S::locale,
                              { { "en", Locale::English }, { "uk", Locale::Ukrainian } }) },
        { "tls_certificate", "Server", "",
          "a PEM file with the certificate and its chain: the port then speaks https:// and wss:// "
          "alone",
          kinds::file(&S::tlsCertificate), "none" },
        { "tls_key", "Server", "", "the PEM file with the certificate's private key",
          kinds::file(&S::tlsKey), "none" },
        { "echo", "Server", "false", "adds WS /echo, which returns every message unchanged",
          kinds::truth(&S::echo) },
    };
}

Rows drainRows()
{
    using S = Settings;
    return {
        { "shutdown_timeout",
          "Drain",
          "1800s",
          "how long a drain may take before the remaining clients are closed",
          kinds::duration(&S::shutdownTimeout, 0s, aWeek),
          {},
          "SHUTDOWN_TIMEOUT" },
        { "drain_delay", "Drain", "0s",
          "how long a drain still lets newcomers in, so that load balancers look away first",
          kinds::duration(&S::drainDelay, 0s, aDay) },
        { "drain_ramp", "Drain", "120s",
          "how long before the deadline the remaining clients are closed one after another; at "
          "most half of the timeout",
          kinds::duration(&S::drainRamp, 0s, aDay) },
        { "stop_budget", "Drain", "0s",
          "when the process is killed after a SIGTERM (Kubernetes' grace period): the drain fits "
          "itself into it",
          kinds::duration(&S::stopBudget, 0s, aWeek), "none" },
        { "signals_to_force", "Drain", "3",
          "which SIGTERM or SIGINT in a row ends everything at once",
          kinds::number(&S::signalsToForce, 1, 100) },
        { "refuse_with", "Drain", "close",
          "how newcomers are refused: close (a WebSocket that says why) or http (a status, for "
          "proxies)",
          kinds::word<RefuseWith>(
              &S::refuseWith, { { "close", RefuseWith::Close }, { "http", RefuseWith::Http } }) },
        { "close_timeout", "Drain", "5s", "how long to wait for a client to answer a Close frame",
          kinds::duration(&S::closeTimeout, 10ms, 5min) },
    };
}

Rows paceRows()
{
    using S = Settings;
    return {
        { "broadcast_interval",
          "Pace",
          "10s",
          "time between periodic notifications; 0 for none",
          kinds::duration(&S::broadcastInterval, 0s, aDay),
          {},
          "BROADCAST_INTERVAL" },
        { "presence_interval", "Pace", "250ms",
          "arrivals and departures are gathered this long before clients hear of them; 0: each at "
          "once",
          kinds::duration(&S::presenceInterval, 0s, 1min) },
        { "ping_interval", "Pace", "25s", "time between keep-alive pings to a client; 0 for none",
          kinds::duration(&S::pingInterval, 0s, 1h) },
        { "pong_timeout", "Pace", "20s", "how long a client may leave a ping unanswered",
          kinds::duration(&S::pongTimeout, 0s, 1h) },
    };
}

Rows messageRows()
{
    using S = Settings;
    return {
        { "duplicate_client_id", "Messages", "reject",
          "a second client under a connected id: reject it, or replace the first",
          kinds::word<DuplicateClientId>(&S::duplicateClientId,
                                         { { "reject", DuplicateClientId::Reject },
                                           { "replace", DuplicateClientId::Replace } }) },
        { "mirror", "Messages", "false", "whether a sender receives its own broadcasts as well",
          kinds::truth(&S::mirror) },
        { "compression", "Messages", "auto",
          "whether messages of 512 bytes and more are compressed for clients that offer "
          "permessage-deflate: auto or off",
          kinds::word<Compression>(
              &S::compression, { { "auto", Compression::Auto }, { "off", Compression::Off } }) },
        { "history_size", "Messages", "1000", "messages kept for clients that come back; 0: none",
          kinds::number(&S::historySize, 0, 10'000'000) },
        { "history_age", "Messages", "5m", "how long messages are kept for clients that come back",
          kinds::duration(&S::historyAge, 1s, aWeek) },
        { "history_file", "Messages", "",
          "an SQLite file in which messages, order and sessions outlive the process; made if need "
          "be",
          kinds::file(&S::historyFile), "none" },
        { "session_key",
          "Messages",
          "",
          "the key that signs sessions; set it to let them outlive a restart",
          kinds::token(&S::sessionKey),
          "random",
          {},
          true },
    };
}

Rows clusterRows()
{
    using S = Settings;
    return {
        { "redis_url", "Cluster", "",
          "the Redis that makes several servers one: "
          "redis://[user:password@]host[:port][/database]; "
          "rediss:// for TLS",
          kinds::redisUrl(&S::redisUrl), "none", "REDIS_URL", true },
        { "redis_prefix", "Cluster", "sluice",
          "what the names of everything in Redis begin with; another one is another fleet",
          kinds::redisPrefix(&S::redisPrefix) },
        { "redis_authority", "Cluster", "",
          "a PEM file with the authority behind Redis' certificate, instead of those of the system",
          kinds::file(&S::redisAuthority), "none" },
        { "outage_queue", "Cluster", "0",
          "messages that wait while Redis is away; 0: publishers are told not_available",
          kinds::number(&S::outageQueue, 0, 1'000'000) },
    };
}

Rows logRows()
{
    using S = Settings;
    return {
        { "log_level",
          "Log",
          "info",
          "the least important line to log: trace, debug, info, warning or error",
          kinds::word<LogLevel>(&S::logLevel,
                                { { "trace", LogLevel::Trace },
                                  { "debug", LogLevel::Debug },
                                  { "info", LogLevel::Info },
                                  { "warning", LogLevel::Warning },
                                  { "warn", LogLevel::Warning },
                                  { "error", LogLevel::Error } }),
          {},
          "LOG_LEVEL" },
        { "log_format", "Log", "auto", "text, json, or auto: text on a terminal and JSON elsewhere",
          kinds::word<LogFormatChoice>(&S::logFormat,
                                       { { "auto", LogFormatChoice::Auto },
                                         { "text", LogFormatChoice::Text },
                                         { "json", LogFormatChoice::Json } }) },
    };
}

// What a station reads whenever it needs it, or can be told anew; the rest is built into how the
// process was put together.
bool isReloadable(const SettingRow& row)
{
    return row.group == "Limits" || row.group == "Access" || row.name == "log_level"
        || row.name == "tls_certificate" || row.name == "tls_key";
}

Rows allRows()
{
    Rows all;
    for (Rows (*group)() : { serverRows, drainRows, paceRows, limitRows, messageRows, clusterRows,
                             accessRows, logRows }) {
        for (SettingRow& row : group()) {
            row.reloadable = isReloadable(row);
            all.push_back(std::move(row));
        }
    }
    return all;
}

} // namespace

std::string SettingRow::flag() const
{
    std::string text = "--" + std::string(name);
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
}

std::string SettingRow::variable() const
{
    std::string text = "SLUICE_" + std::string(name);
    for (char& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::string_view SettingRow::defaultForPeople() const
{
    return shownDefault.empty() ? defaultText : shownDefault;
}

const std::vector<SettingRow>& settingsTable()
{
    static const Rows table = allRows();
    return table;
}

const SettingRow* findSetting(std::string_view name)
{
    const auto& table = settingsTable();
    const auto row = std::find_if(table.begin(), table.end(),
                                  [name](const SettingRow& r) { return r.name == name; });
    return row == table.end() ? nullptr : &*row;
}

} // namespace sluice
