#pragma once

#include "core/drain/drainplan.h"
#include "core/observe/rates.h"
#include <chrono>
#include <cstdint>
#include <optional>

namespace sluice {

// Who is there and, while a drain runs, who went which way and how fast: initial = remaining +
// left + evicted + forced at every instant. Pure: times and the refusal count are the caller's.
class DrainLedger {
public:
    using Time = Rates::Time;

    std::uint64_t clients() const { return m_clients; }
    std::uint64_t initial() const { return m_figures.initial; }
    bool isOpen() const { return m_open; }

    void open(Time now, std::uint64_t refusedEver); // a drain begins
    void close() { m_open = false; } // it was cancelled, or is over
    void joined();
    void left(LeftBy by, std::uint64_t lostOctets);
    void writeOff(); // whoever is left has not even said that it is gone
    bool sample(Time now); // at any pace; true once a second

    DrainFigures figures(std::uint64_t refusedEver) const;
    double ratePerSecond() const { return m_leaving.tenSeconds(); }
    std::optional<std::chrono::milliseconds> eta() const; // none while nobody leaves

private:
    DrainFigures m_figures; // remaining and refused are filled in by figures()
    Rates m_leaving;
    Time m_nextSample;
    std::uint64_t m_clients = 0;
    std::uint64_t m_refusedBefore = 0;
    bool m_open = false;
};

} // namespace sluice
