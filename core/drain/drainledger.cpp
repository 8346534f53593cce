#include "core/drain/drainledger.h"

namespace sluice {

using namespace std::chrono_literals;

void DrainLedger::open(Time now, std::uint64_t refusedEver)
{
    m_open = true;
    m_figures = {};
    m_figures.initial = m_clients;
    m_refusedBefore = refusedEver;
    m_leaving = {};
    m_leaving.sample(now, 0);
    m_nextSample = now + 1s;
}

void DrainLedger::joined()
{
    ++m_clients;
    if (m_open) // during the delay, or when its handshake was done before
        ++m_figures.initial;
}

void DrainLedger::left(LeftBy by, std::uint64_t lostOctets)
{
    if (m_clients == 0)
        return; // written off already
    --m_clients;
    if (!m_open)
        return;
    switch (by) {
    case LeftBy::Itself:
        ++m_figures.left;
        break;
    case LeftBy::Eviction:
        ++m_figures.evicted;
        break;
    case LeftBy::Force:
        ++m_figures.forced;
        break;
    }
    m_figures.lostOctets += lostOctets;
}

void DrainLedger::writeOff()
{
    m_figures.forced += m_clients;
    m_clients = 0;
}

bool DrainLedger::sample(Time now)
{
    if (now < m_nextSample)
        return false;
    m_leaving.sample(now, m_figures.left + m_figures.evicted + m_figures.forced);
    m_nextSample = now + 1s;
    return true;
}

DrainFigures DrainLedger::figures(std::uint64_t refusedEver) const
{
    DrainFigures figures = m_figures;
    figures.remaining = m_clients;
    figures.refused = refusedEver - m_refusedBefore;
    return figures;
}

std::optional<std::chrono::milliseconds> DrainLedger::eta() const
{
    const double rate = ratePerSecond();
    if (rate <= 0)
        return std::nullopt;
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(static_cast<double>(m_clients) * 1000 / rate));
}

} // namespace sluice
