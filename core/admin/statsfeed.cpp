#include "core/admin/statsfeed.h"

#include "core/admin/adminwire.h"
#include "core/observe/metrics.h"
#include "core/observe/processfigures.h"
#include "core/observe/vitals.h"
#include <cmath>

namespace sluice {

StatsFeed::StatsFeed(const Vitals& vitals, const Metrics& metrics, const Clock& clock,
                     QObject* parent)
    : QObject(parent), m_vitals(vitals), m_metrics(metrics), m_clock(clock)
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        sample();
        Q_EMIT due();
    });
}

void StatsFeed::setWatched(bool watched)
{
    if (watched == m_timer.isActive())
        return;
    if (!watched) {
        m_timer.stop();
        return;
    }
    m_in = m_out = Rates(); // the last sample may be hours old
    sample();
    m_timer.start(std::chrono::seconds(1));
}

void StatsFeed::sample()
{
    m_in.sample(m_clock.now(), whole(m_metrics.messagesReceived));
    m_out.sample(m_clock.now(), whole(m_metrics.messagesSent));
}

std::string StatsFeed::message() const
{
    adminwire::Stats stats;
    stats.time = m_clock.wallTime();
    stats.clients = m_vitals.clients;
    stats.readiness = readinessWord(m_vitals.readiness);
    stats.uptimeSeconds = m_vitals.uptimeSeconds();
    stats.accepted = whole(m_metrics.connectionsAccepted);
    stats.rejected = m_metrics.rejectedTotal();
    stats.messagesIn = whole(m_metrics.messagesReceived);
    stats.messagesOut = whole(m_metrics.messagesSent);
    stats.inRate = m_in.second();
    stats.outRate = m_out.second();
    stats.queuedOctets = whole(m_metrics.sendQueueBytes);
    stats.loopLagMs = std::llround(m_metrics.worstLoopLag() * 1000);
    stats.residentBytes = residentBytes();
    stats.node = m_vitals.node;
    stats.version = m_vitals.version;
    return adminwire::stats(stats);
}

} // namespace sluice
