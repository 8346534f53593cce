#include "core/observe/rates.h"

namespace sluice {
namespace {

// Samples closer than this to the last one replace it, so that an eager caller cannot push a
// minute's worth out of the ring.
constexpr auto spacing = std::chrono::milliseconds(950);

} // namespace

const Rates::Sample& Rates::back(std::size_t age) const
{
    return m_ring[(m_next + capacity - 1 - age) % capacity];
}

void Rates::sample(Time now, std::uint64_t counter)
{
    if (m_count > 0 && (now < back(0).time || counter < back(0).counter))
        m_count = 0;
    const bool eager = m_count > 1 && back(0).time - back(1).time < spacing;
    if (eager)
        m_next = (m_next + capacity - 1) % capacity;
    else if (m_count < capacity)
        ++m_count;
    m_ring[m_next] = { now, counter };
    m_next = (m_next + 1) % capacity;
}

double Rates::over(std::chrono::seconds window) const
{
    if (m_count < 2)
        return 0;
    // Half a beat of grace: samples that come once a second come a little early or late.
    const Time from = back(0).time - window - spacing / 2;
    std::size_t age = 1;
    while (age + 1 < m_count && back(age + 1).time >= from)
        ++age;
    const std::chrono::duration<double> span = back(0).time - back(age).time;
    if (span.count() <= 0)
        return 0;
    return static_cast<double>(back(0).counter - back(age).counter) / span.count();
}

} // namespace sluice
