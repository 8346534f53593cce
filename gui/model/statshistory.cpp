#include "gui/model/statshistory.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double known(qint64 value)
{
    return value < 0 ? unknown : static_cast<double>(value);
}

} // namespace

// A server that is busy may be late, and one that is asked anew answers twice: neither is a gap,
// nor a second of its own.
void StatsHistory::add(const ServerStats& stats, Clock::Instant now)
{
    constexpr auto again = 400ms;
    constexpr auto silence = 2500ms;
    const auto passed = now - m_last;
    if (!m_samples.empty() && passed < again)
        m_samples.pop_back();
    if (!m_samples.empty() && passed > silence) {
        Sample nothing;
        nothing.fill(unknown);
        const auto missed = std::chrono::round<std::chrono::seconds>(passed).count() - 1;
        for (qint64 i = 0; i < std::min<qint64>(missed, most); ++i)
            push(nothing);
    }
    m_last = now;
    push({ static_cast<double>(stats.clients), stats.inRate, stats.outRate,
           static_cast<double>(stats.queuedBytes), known(stats.loopLagMs),
           known(stats.residentBytes) });
}

void StatsHistory::push(const Sample& sample)
{
    m_samples.push_back(sample);
    if (m_samples.size() > most)
        m_samples.pop_front();
}

QVector<double> StatsHistory::values(Figure figure) const
{
    QVector<double> found;
    found.reserve(static_cast<qsizetype>(m_samples.size()));
    for (const Sample& sample : m_samples)
        found.push_back(sample[figure]);
    return found;
}

double StatsHistory::peak(Figure figure) const
{
    double highest = unknown;
    for (const Sample& sample : m_samples)
        highest = std::fmax(highest, sample[figure]); // passes over what is not a number
    return highest;
}

} // namespace sluice
