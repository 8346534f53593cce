#pragma once

#include "app/bench/payload.h"
#include <cstdint>
#include <optional>

namespace sluice::bench {

// What was wrong with what the receivers got; all zero in an honest run.
struct Faults {
    std::uint64_t lost = 0; // sequence numbers skipped, or never seen
    std::uint64_t repeated = 0; // seen twice, or out of order
    std::uint64_t damaged = 0; // hash or length wrong
    std::uint64_t offsetsNotRising = 0;
    std::uint64_t foreign = 0; // payloads of another run on the same server
    std::uint64_t closed = 0; // connections that ended during the run, for good
    // Of clients that follow a drain:
    std::uint64_t refused = 0; // connections that ended before their welcome
    std::uint64_t unrecovered = 0; // welcomes that did not go on where the client stood
    std::uint64_t gaps = 0;
    std::uint64_t ontoDraining = 0; // moves to a server that was known to drain
    [[nodiscard]] bool any() const
    {
        return lost + repeated + damaged + offsetsNotRising + foreign + closed + refused
            + unrecovered + gaps + ontoDraining
            != 0;
    }
};

// One receiver's view of the run: every message exactly once, in order, whole, offsets rising.
// Pure.
class Ledger {
public:
    // True when this is the message that was due.
    bool accept(const PayloadCheck& check, std::optional<std::uint64_t> offset, std::uint32_t run,
                Faults& faults)
    {
        if (check.kind == PayloadCheck::Kind::Damaged)
            return ++faults.damaged, false;
        if (check.stamp.run != run)
            return ++faults.foreign, false;
        if (offset && m_offset && *offset <= *m_offset)
            ++faults.offsetsNotRising;
        if (offset)
            m_offset = offset;
        if (check.stamp.sequence < m_due)
            return ++faults.repeated, false;
        faults.lost += check.stamp.sequence - m_due;
        m_due = check.stamp.sequence + 1;
        return true;
    }
    [[nodiscard]] std::uint32_t due() const { return m_due; }

private:
    std::uint32_t m_due = 0;
    std::optional<std::uint64_t> m_offset;
};

} // namespace sluice::bench
