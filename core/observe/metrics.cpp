#include "core/observe/metrics.h"

#include "core/observe/processfigures.h"
#include <algorithm>
#include <prometheus/text_serializer.h>

namespace sluice {
namespace {

// From the 10 µs of a lone client to the seconds of an overloaded machine.
std::vector<double> latencyBounds()
{
    return { 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3,
             1e-2, 2.5e-2, 5e-2, 0.1,  0.25,   0.5,  1,    2.5,    5 };
}

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name,
                                                  const char* help)
{
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

template <std::size_t N>
void addWords(prometheus::Family<prometheus::Counter>& family, const char* label,
              const std::array<const char*, N>& words, std::array<prometheus::Counter*, N>& into)
{
    for (std::size_t i = 0; i < N; ++i)
        into[i] = &family.Add({ { label, words[i] } });
}

} // namespace

Metrics::Metrics(std::string_view version, int loops)
    : connections(gauge("sluice_connections", "WebSocket clients connected now")),
      compressedClients(gauge("sluice_compressed_clients",
                              "WebSocket clients connected now that agreed to compression")),
      connectionsAccepted(counter("sluice_connections_accepted_total", "Clients admitted")),
      connectionsShortLived(counter("sluice_connections_short_lived_total",
                                    "Connections that came to nothing: ended before a request, "
                                    "were refused, or whose clients left within a second")),
      messagesReceived(counter("sluice_messages_received_total", "Messages from clients")),
      messagesSent(counter("sluice_messages_sent_total", "Messages handed to clients' sockets")),
      messagesCompressed(counter("sluice_messages_compressed_total",
                                 "Messages compressed, each once for all its receivers")),
      compressionSavedBytes(counter("sluice_compression_saved_bytes_total",
                                    "Bytes that compression kept off the wire, about")),
      failedBroadcasts(counter("sluice_failed_broadcasts_total",
                               "Deliveries that failed because a client could not take them")),
      rateLimited(counter("sluice_rate_limited_total", "Messages refused over a client's budget")),
      handshakesEvicted(counter("sluice_handshakes_evicted_total",
                                "Connections that had to make room before their first request")),
      notifications(counter("sluice_notifications_total", "Periodic notifications sent")),
      sendQueueBytes(gauge("sluice_send_queue_bytes", "Unsent bytes waiting for clients")),
      drainPhase(gauge("sluice_drain_phase",
                       "0 serving, 1 announced, 2 draining, 3 evicting, 4 closing, 5 finished")),
      drainRemaining(gauge("sluice_drain_remaining", "Clients a drain still waits for")),
      drainDeadlineSeconds(gauge("sluice_drain_deadline_seconds", "Time until a drain's deadline")),
      shutdownDurationSeconds(gauge("sluice_shutdown_duration_seconds", "How long the drain took")),
      tlsCertificateExpiry(gauge("sluice_tls_certificate_expiry_timestamp_seconds",
                                 "When the TLS certificate ends, in Unix time; 0 without TLS")),
      historyMessages(gauge("sluice_history_messages", "Messages kept for clients that come back")),
      backplaneUp(gauge("sluice_backplane_up", "1 while messages can be put in order")),
      backplaneLagSeconds(gauge("sluice_backplane_lag_seconds",
                                "From a message's place in the order to its fan-out")),
      backplanePlaced(counter("sluice_backplane_placed_total",
                              "Messages that this node had Redis put in order")),
      backplanePlacings(counter("sluice_backplane_placings_total",
                                "Requests to Redis that put them there, many with each")),
      backplaneRead(counter("sluice_backplane_read_total",
                            "Messages that this node read from Redis, its own too")),
      backplaneReadings(counter("sluice_backplane_readings_total",
                                "Replies of Redis that brought them, many with each")),
      deliverySeconds(histogram("sluice_delivery_seconds",
                                "From a message's arrival to its last delivery", latencyBounds())),
      fanoutSeconds(
          histogram("sluice_fanout_seconds", "One loop's share of a broadcast", latencyBounds()))
{
    prometheus::BuildGauge()
        .Name("sluice_build_info")
        .Help("Always 1; the version is in the label")
        .Register(m_registry)
        .Add({ { "version", std::string(version) } }, 1);

    auto& rejections
        = counters(m_registry, "sluice_connections_rejected_total", "Newcomers refused, by reason");
    auto& disconnects = counters(m_registry, "sluice_disconnects_total",
                                 "Sessions ended, by close code and reason");
    m_tlsHandshakeFailures = &rejections.Add({ { "reason", "tls_handshake" } });
    m_proxyHeaderFailures = &rejections.Add({ { "reason", "proxy_header" } });
    for (std::size_t i = 0; i < closeReasonCount; ++i) {
        const CloseRow& row = closeRow(static_cast<CloseReason>(i));
        const std::string token(row.token);
        m_rejected[i] = &rejections.Add({ { "reason", token } });
        m_disconnected[i]
            = &disconnects.Add({ { "code", std::to_string(row.code) }, { "reason", token } });
    }
    for (std::size_t i = 0; i < clientCodes.size(); ++i) {
        const std::string code = clientCodes[i] ? std::to_string(clientCodes[i]) : "other";
        m_clientCodes[i] = &disconnects.Add({ { "code", code }, { "reason", "client" } });
    }
    addWords(counters(m_registry, "sluice_slow_consumers_total", "Full client queues, by policy"),
             "policy", std::array { "disconnect", "drop_oldest" }, m_slowConsumers);
    addWords(counters(m_registry, "sluice_drain_closed_total", "Clients gone in a drain, by cause"),
             "by", std::array { "client", "evicted", "forced" }, m_drainClosed);
    addWords(counters(m_registry, "sluice_resumes_total", "Positions of clients that connected"),
             "result", std::array { "recovered", "fresh", "gap" }, m_resumes);

    auto& lags = prometheus::BuildGauge()
                     .Name("sluice_loop_lag_seconds")
                     .Help("How late a loop's beat is")
                     .Register(m_registry);
    for (int loop = 0; loop < loops; ++loop)
        m_loopLag.push_back(&lags.Add({ { "loop", std::to_string(loop) } }));
}

Metrics::Counter& Metrics::counter(const char* name, const char* help)
{
    return counters(m_registry, name, help).Add({});
}

Metrics::Gauge& Metrics::gauge(const char* name, const char* help)
{
    return prometheus::BuildGauge().Name(name).Help(help).Register(m_registry).Add({});
}

Metrics::Histogram& Metrics::histogram(const char* name, const char* help,
                                       const std::vector<double>& bounds)
{
    return prometheus::BuildHistogram().Name(name).Help(help).Register(m_registry).Add({}, bounds);
}

Metrics::Counter& Metrics::disconnectedByClient(std::uint16_t code)
{
    const auto known = std::find(clientCodes.begin(), clientCodes.end() - 1, code);
    return *m_clientCodes[static_cast<std::size_t>(known - clientCodes.begin())];
}

double Metrics::worstLoopLag() const
{
    double worst = 0;
    for (const Gauge* lag : m_loopLag)
        worst = std::max(worst, lag->Value());
    return worst;
}

std::uint64_t Metrics::rejectedTotal() const
{
    double total = m_tlsHandshakeFailures->Value() + m_proxyHeaderFailures->Value();
    for (const Counter* counter : m_rejected)
        total += counter->Value();
    return static_cast<std::uint64_t>(total);
}

std::string Metrics::expose() const
{
    auto families = m_registry.Collect();
    const auto process = processFamilies(readProcessFigures());
    families.insert(families.end(), process.begin(), process.end());
    return prometheus::TextSerializer().Serialize(families);
}

} // namespace sluice
