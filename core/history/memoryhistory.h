#pragma once

#include "core/hub/message.h"
#include "core/session/frame.h"
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace sluice {

// The last messages, by count, age and size, for clients that come back. Keeps each frame beside
// its message, so that a replay costs pointers. Control thread.
class MemoryHistory {
public:
    struct Entry {
        SharedMessage message;
        SharedFrame frame;
        std::shared_ptr<SharedFrame> text; // for ?format=text, framed when first asked for
    };

    // A bound beside the two settings, for a thousand messages may be of any size.
    static constexpr std::size_t maxOctets = std::size_t { 64 } * 1024 * 1024;

    MemoryHistory(std::size_t size, std::chrono::milliseconds age);

    // The order stands here, and nothing of what came before is kept.
    void startAt(std::uint64_t head);
    void append(Entry entry); // offsets are contiguous and rising
    // Everything after `offset`, oldest first; nothing when that cannot be proved complete. Good
    // until the history is asked for anything else: who comes back often shall cost no copies.
    class Part {
    public:
        using Iterator = std::deque<Entry>::const_iterator;
        Part(const Iterator& first, const Iterator& last) : m_first(first), m_last(last) { }
        Iterator begin() const { return m_first; }
        Iterator end() const { return m_last; }

    private:
        Iterator m_first;
        Iterator m_last;
    };
    std::optional<Part> since(std::uint64_t offset, WallTime now);
    std::vector<SharedMessage> kept(WallTime now); // oldest first
    std::size_t size() const { return m_entries.size(); }
    // The oldest message's; the next one's when there is none.
    std::uint64_t firstOffset() const { return m_head + 1 - m_entries.size(); }

private:
    static std::size_t octetsOf(const Entry& entry);
    void trim(WallTime now);
    void dropOldest();

    std::size_t m_size;
    std::chrono::milliseconds m_age;
    std::uint64_t m_head = 0; // offset of the newest message ever appended
    std::size_t m_octets = 0;
    std::deque<Entry> m_entries;
};

} // namespace sluice
