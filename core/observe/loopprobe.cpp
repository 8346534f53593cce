#include "core/observe/loopprobe.h"

#include "core/observe/metrics.h"
#include <algorithm>

namespace sluice {

namespace {
// Often enough that no stall of a tenth of a second falls between two beats.
constexpr std::chrono::milliseconds interval { 50 };
constexpr int beatsPerReport = 20;
} // namespace

LoopProbe::LoopProbe(std::size_t loop, Metrics& metrics, std::function<std::size_t()> queuedOctets,
                     QObject* parent)
    : QObject(parent), m_loop(loop), m_metrics(metrics), m_queuedOctets(std::move(queuedOctets)),
      m_expected(std::chrono::steady_clock::now() + interval)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LoopProbe::measure);
    m_timer.start(interval);
}

void LoopProbe::measure()
{
    const auto now = std::chrono::steady_clock::now();
    m_worst = std::max(m_worst, std::chrono::duration<double>(now - m_expected));
    m_expected = now + interval;
    if (++m_beats % beatsPerReport == 0)
        report();
}

void LoopProbe::report()
{
    m_metrics.loopLag(m_loop).Set(m_worst.count());
    m_worst = {};
    // The gauge is the sum over all loops: each adds its own change.
    const std::size_t queued = m_queuedOctets();
    m_metrics.sendQueueBytes.Increment(static_cast<double>(queued)
                                       - static_cast<double>(m_lastQueued));
    m_lastQueued = queued;
}

} // namespace sluice
