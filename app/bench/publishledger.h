#pragma once

#include "app/bench/ledger.h"
#include <vector>

namespace sluice::bench {

// What became of published messages, of which many are under way at once: the server chooses their
// order, and each receiver must see it in the same way. Pure.
class PublishLedger {
public:
    explicit PublishLedger(std::uint32_t receivers) : m_receivers(receivers) { }

    std::uint32_t begin() // the sequence number of a new message
    {
        m_messages.emplace_back();
        return static_cast<std::uint32_t>(m_messages.size() - 1);
    }
    void accepted(std::uint32_t sequence, std::optional<std::uint64_t> offset, Faults& faults)
    {
        m_messages[sequence].accepted = true;
        agree(m_messages[sequence], offset, faults);
    }
    // True when `receiver` had not had this message before.
    bool received(std::uint32_t receiver, const PayloadCheck& check,
                  std::optional<std::uint64_t> offset, std::uint32_t run, Faults& faults)
    {
        if (check.kind != PayloadCheck::Kind::Whole)
            return ++faults.damaged, false;
        if (check.stamp.run != run || check.stamp.sequence >= m_messages.size())
            return ++faults.foreign, false;
        Receiver& own = m_receivers[receiver];
        own.seen.resize(m_messages.size());
        if (own.seen[check.stamp.sequence])
            return ++faults.repeated, false;
        own.seen[check.stamp.sequence] = true;
        if (offset && own.offset && *offset <= *own.offset)
            ++faults.offsetsNotRising;
        if (offset)
            own.offset = offset;
        agree(m_messages[check.stamp.sequence], offset, faults);
        return true;
    }
    // At the end: each accepted message that a receiver never had is lost to it, and what was
    // refused should not have come. `isFor(sequence, receiver)` says who was to have it.
    template <class IsFor> void close(IsFor isFor, Faults& faults)
    {
        for (std::uint32_t r = 0; r < m_receivers.size(); ++r) {
            m_receivers[r].seen.resize(m_messages.size());
            for (std::uint32_t s = 0; s < m_messages.size(); ++s) {
                const bool due = m_messages[s].accepted && isFor(s, r);
                faults.lost += due && !m_receivers[r].seen[s] ? 1 : 0;
                faults.foreign += !due && m_receivers[r].seen[s] ? 1 : 0;
            }
        }
    }

private:
    struct Message {
        std::optional<std::uint64_t> offset;
        bool accepted = false;
    };
    struct Receiver {
        std::vector<bool> seen; // by sequence
        std::optional<std::uint64_t> offset;
    };
    // The answer and all receivers name the same offset.
    static void agree(Message& message, std::optional<std::uint64_t> offset, Faults& faults)
    {
        if (offset && message.offset && *offset != *message.offset)
            ++faults.offsetsNotRising;
        if (!message.offset)
            message.offset = offset;
    }

    std::vector<Message> m_messages; // by sequence
    std::vector<Receiver> m_receivers;
};

} // namespace sluice::bench
