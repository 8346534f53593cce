#include "core/history/memoryhistory.h"

namespace sluice {

MemoryHistory::MemoryHistory(std::size_t size, std::chrono::milliseconds age)
    : m_size(size), m_age(age)
{
}

void MemoryHistory::startAt(std::uint64_t head)
{
    m_head = head;
    m_entries.clear();
    m_octets = 0;
}

void MemoryHistory::append(Entry entry)
{
    if (entry.message->offset != m_head + 1)
        startAt(entry.message->offset - 1); // a gap is honest, a hole would not be seen
    m_head = entry.message->offset;
    const WallTime now = entry.message->time;
    entry.text = std::make_shared<SharedFrame>();
    m_octets += octetsOf(entry);
    m_entries.push_back(std::move(entry));
    trim(now);
}

std::optional<MemoryHistory::Part> MemoryHistory::since(std::uint64_t offset, WallTime now)
{
    trim(now);
    if (offset > m_head)
        return std::nullopt; // a position this order has never reached
    if (offset == m_head)
        return Part(m_entries.end(), m_entries.end());
    if (m_entries.empty() || m_entries.front().message->offset > offset + 1)
        return std::nullopt;
    const auto first = m_entries.cbegin()
        + static_cast<std::ptrdiff_t>(offset + 1 - m_entries.front().message->offset);
    return Part(first, m_entries.cend());
}

std::vector<SharedMessage> MemoryHistory::kept(WallTime now)
{
    trim(now);
    std::vector<SharedMessage> messages;
    messages.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        messages.push_back(entry.message);
    return messages;
}

void MemoryHistory::trim(WallTime now)
{
    while (m_entries.size() > m_size || m_octets > maxOctets
           || (!m_entries.empty() && m_entries.front().message->time + m_age < now))
        dropOldest();
}

void MemoryHistory::dropOldest()
{
    m_octets -= octetsOf(m_entries.front());
    m_entries.pop_front();
}

std::size_t MemoryHistory::octetsOf(const Entry& entry)
{
    return entry.message->data.size() + entry.frame->octets.size() + entry.frame->deflated.size();
}

} // namespace sluice
