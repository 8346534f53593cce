#include "core/http/statushandlers.h"

#include "core/drain/drainjson.h"
#include "core/http/httpservices.h"
#include "core/http/router.h"
#include "core/hub/hubport.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/settings/settings.h"
#include "core/text/jsonwriter.h"
#include "core/text/timestamp.h"
#include <chrono>
#include <ctime>
#include <utility>

namespace sluice {

namespace {

void writeRates(JsonWriter& json, std::string_view key, const Rates& rates)
{
    json.open(key)
        .field("1s", oneDecimal(rates.second()))
        .field("10s", oneDecimal(rates.tenSeconds()))
        .field("60s", oneDecimal(rates.minute()))
        .close();
}

void writeCounters(JsonWriter& json, const Vitals& vitals, const Metrics& metrics)
{
    json.field("active_connections", vitals.clients.load())
        .field("compressed_clients", whole(metrics.compressedClients))
        .field("total_messages_sent", whole(metrics.messagesSent))
        .field("shutdown_duration", metrics.shutdownDurationSeconds.Value())
        .field("failed_broadcasts", whole(metrics.failedBroadcasts))
        .field("total_messages_received", whole(metrics.messagesReceived))
        .field("total_connections", whole(metrics.connectionsAccepted))
        .field("rejected_connections", metrics.rejectedTotal())
        .field("rate_limited", whole(metrics.rateLimited))
        .field("notifications", whole(metrics.notifications))
        .field("open_descriptors", vitals.openDescriptors.load())
        .field("sending", std::string_view(vitals.sendsByRing ? "io_uring" : "send"));
}

void writeLimits(JsonWriter& json, const Settings& settings)
{
    json.open("limits")
        .field("max_connections", std::uint64_t { settings.maxConnections })
        .field("max_connections_per_ip", std::uint64_t { settings.maxConnectionsPerIp })
        .field("connect_rate", std::uint64_t { settings.connectRate })
        .field("max_handshakes", std::uint64_t { settings.maxHandshakes })
        .field("max_message_bytes", std::uint64_t { settings.maxMessageBytes })
        .field("max_body_bytes", std::uint64_t { settings.maxBodyBytes })
        .field("messages_per_minute", std::uint64_t { settings.messagesPerMinute })
        .field("queue_bytes", settings.queueBytes)
        .field("queue_messages", std::uint64_t { settings.queueMessages })
        .field("history_size", std::uint64_t { settings.historySize })
        .close();
}

void writeCluster(JsonWriter& json, const std::vector<Neighbours::Node>& nodes)
{
    json.open("cluster").field("mode", nodes.empty() ? "local" : "redis");
    std::uint64_t clients = 0;
    std::string list = "[";
    for (const Neighbours::Node& node : nodes) {
        JsonWriter row;
        row.field("node", node.name).field("clients", node.clients).field("this", node.isThis);
        list += (list.size() > 1 ? "," : "") + std::move(row).finish();
        clients += node.clients;
    }
    if (!nodes.empty())
        json.field("clients", clients).raw("nodes", list + ']');
    json.close();
}

void writeHub(JsonWriter& json, const HubStatus& hub, const Settings& settings)
{
    using std::chrono::duration_cast;
    const auto timeout = duration_cast<std::chrono::seconds>(settings.shutdownTimeout);
    json.field("epoch", hub.epoch)
        .field("offset", hub.headOffset)
        .field("history_messages", hub.historyMessages);
    if (hub.historyFile)
        json.open("history_file")
            .field("state", hub.historyFile->up ? std::string_view("ok") : "failing")
            .field("commits", hub.historyFile->commits)
            .close();
    json.open("drain").field("shutdown_timeout_s", std::int64_t { timeout.count() });
    writeDrain(json, hub.drain);
    json.close();
    writeCluster(json, hub.nodes);
    std::string loops = "[";
    for (const std::uint64_t clients : hub.clientsPerLoop)
        loops += (loops.size() > 1 ? "," : "") + std::to_string(clients);
    json.raw("clients_per_loop", loops + ']');
}

void writeTls(JsonWriter& json, const Metrics& metrics)
{
    const auto expires = static_cast<std::time_t>(metrics.tlsCertificateExpiry.Value());
    if (expires == 0)
        return void(json.null("tls"));
    json.open("tls")
        .field("certificate_expires", timestamp(std::chrono::system_clock::from_time_t(expires)))
        .close();
}

std::string statusJson(const HttpServices& services, const TrafficRates& rates,
                       const HubStatus& hub)
{
    JsonWriter json;
    json.field("status", readinessWord(services.vitals.readiness))
        .field("node", services.vitals.node)
        .field("version", services.vitals.version)
        .field("uptime_s", services.vitals.uptimeSeconds());
    writeCounters(json, services.vitals, services.metrics);
    json.open("rates");
    writeRates(json, "messages_sent", rates.sent);
    writeRates(json, "messages_received", rates.received);
    json.close();
    writeLimits(json, services.settings);
    writeTls(json, services.metrics);
    writeHub(json, hub, services.settings);
    return std::move(json).finish();
}

} // namespace

void TrafficRates::sample(const Metrics& metrics)
{
    const auto now = std::chrono::steady_clock::now();
    sent.sample(now, whole(metrics.messagesSent));
    received.sample(now, whole(metrics.messagesReceived));
}

void addStatusRoutes(Router& router, const HttpServices& services,
                     std::shared_ptr<const TrafficRates> rates)
{
    // Copies, because the answer may come when this loop's HttpServer is gone.
    router.add("GET", "/status", Access::Metrics,
               [services, rates = std::move(rates)](const Request&, Reply reply) {
                   services.hub.status(
                       [services, rates, reply = std::move(reply)](const HubStatus& hub) {
                           reply(Response::json(statusJson(services, *rates, hub)));
                       });
               });
    router.add("GET", "/metrics", Access::Metrics,
               [&metrics = services.metrics](const Request&, const Reply& reply) {
                   reply({ 200, "text/plain; version=0.0.4", metrics.expose(), {}, false });
               });
}

} // namespace sluice
