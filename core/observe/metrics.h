#pragma once

#include "core/drain/drainplan.h"
#include "core/session/closereason.h"
#include "core/settings/settings.h"
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <string>
#include <string_view>

namespace sluice {

enum class ResumeResult { Recovered, Fresh, Gap }; // the position was kept, not asked for, or lost

constexpr std::size_t closeReasonCount = static_cast<std::size_t>(CloseReason::InternalError) + 1;

// Every number we publish (PROTOCOL.md §4), each at zero from the start. Counting is lock-free and
// may happen in any thread; the histograms take a short lock. Times are in seconds.
class Metrics {
public:
    using Counter = prometheus::Counter;
    using Gauge = prometheus::Gauge;
    using Histogram = prometheus::Histogram;

    explicit Metrics(std::string_view version = SLUICE_VERSION, int loops = 0);
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // Prometheus text format 0.0.4, with the process figures read at that moment.
    std::string expose() const;

private:
    prometheus::Registry m_registry;
    Counter& counter(const char* name, const char* help);
    Gauge& gauge(const char* name, const char* help);
    Histogram& histogram(const char* name, const char* help, const std::vector<double>& bounds);

public:
    Gauge& connections;
    Gauge& compressedClients; // who agreed to permessage-deflate
    Counter& connectionsAccepted;
    // Came to nothing: reset before it was accepted, ended before a request, not upgraded, refused,
    // or its client left within a second.
    Counter& connectionsShortLived;
    Counter& messagesReceived;
    Counter& messagesSent;
    Counter& messagesCompressed; // once each, for however many clients
    Counter& compressionSavedBytes; // about; of all who were sent the shorter form
    Counter& failedBroadcasts;
    Counter& rateLimited;
    Counter& handshakesEvicted; // connections that made room before they said what they want
    Counter& notifications;
    Gauge& sendQueueBytes;
    Gauge& drainPhase; // the DrainState's number, 0 = Serving
    Gauge& drainRemaining; // clients
    Gauge& drainDeadlineSeconds; // left; 0 when not draining
    Gauge& shutdownDurationSeconds;
    Gauge& tlsCertificateExpiry; // in Unix time; 0: no TLS
    Gauge& historyMessages;
    Gauge& backplaneUp; // 1 while messages can be put in order
    Gauge& backplaneLagSeconds; // between a message's place in the order and its fan-out here
    Counter& backplanePlaced; // messages given their places by …
    Counter& backplanePlacings; // so many requests
    Counter& backplaneRead; // messages brought by …
    Counter& backplaneReadings; // so many requests
    Histogram& deliverySeconds; // from a message's arrival to the last send(2) of its fan-out
    Histogram& fanoutSeconds; // one loop's share of a fan-out

    Counter& tlsHandshakeFailures() { return *m_tlsHandshakeFailures; } // rejected, too
    Counter& proxyHeaderFailures() { return *m_proxyHeaderFailures; } // the same
    Counter& rejected(CloseReason reason) { return *m_rejected[index(reason)]; }
    Counter& disconnected(CloseReason reason) { return *m_disconnected[index(reason)]; }
    // The client's own Close, by its code; anything out of the ordinary counts as code "other".
    Counter& disconnectedByClient(std::uint16_t code);
    Counter& slowConsumers(SlowConsumer policy) { return *m_slowConsumers[index(policy)]; }
    Counter& drainClosed(LeftBy by) { return *m_drainClosed[index(by)]; }
    Counter& resumes(ResumeResult result) { return *m_resumes[index(result)]; }
    Gauge& loopLag(std::size_t loop) { return *m_loopLag.at(loop); }

    std::uint64_t rejectedTotal() const; // over all reasons, for /status
    double worstLoopLag() const; // of all loops

private:
    template <class Enum> static std::size_t index(Enum value)
    {
        return static_cast<std::size_t>(value);
    }

    static constexpr std::array<std::uint16_t, 5> clientCodes { 1000, 1001, 1005, 1006, 0 };
    std::array<Counter*, closeReasonCount> m_rejected {};
    Counter* m_tlsHandshakeFailures = nullptr;
    Counter* m_proxyHeaderFailures = nullptr;
    std::array<Counter*, closeReasonCount> m_disconnected {};
    std::array<Counter*, clientCodes.size()> m_clientCodes {};
    std::array<Counter*, 2> m_slowConsumers {};
    std::array<Counter*, 3> m_drainClosed {};
    std::array<Counter*, 3> m_resumes {};
    std::vector<Gauge*> m_loopLag;
};

// prometheus-cpp counts in doubles; ours are whole numbers.
inline std::uint64_t whole(const Metrics::Counter& counter)
{
    return static_cast<std::uint64_t>(counter.Value());
}
inline std::uint64_t whole(const Metrics::Gauge& gauge) // of something that is counted
{
    return static_cast<std::uint64_t>(std::max(0.0, gauge.Value()));
}

} // namespace sluice
