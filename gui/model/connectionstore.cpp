#include "gui/model/connectionstore.h"

#include <utility>

namespace sluice {

void ConnectionStore::put(ConnectionRow row)
{
    ++m_revision;
    if (const auto known = m_slotOf.constFind(row.id); known != m_slotOf.cend()) {
        Entry& entry = m_slots[*known];
        entry.row = std::move(row);
        entry.snapshot = m_snapshot;
        return;
    }
    Slot slot = slotCount();
    if (m_free.empty()) {
        m_slots.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    m_slotOf.insert(row.id, slot);
    m_slots[slot] = { std::move(row), ++m_lastSerial, m_snapshot, true };
}

std::optional<ConnectionRow> ConnectionStore::remove(const QString& id)
{
    const auto known = m_slotOf.constFind(id);
    if (known == m_slotOf.cend())
        return {};
    const Slot slot = *known;
    vacate(slot);
    return m_slots[slot].row;
}

void ConnectionStore::vacate(Slot slot)
{
    ++m_revision;
    m_slotOf.remove(m_slots[slot].row.id);
    m_slots[slot].here = false;
    m_left.push_back(slot);
}

void ConnectionStore::beginSnapshot()
{
    ++m_snapshot;
}

void ConnectionStore::endSnapshot()
{
    for (Slot slot = 0; slot < slotCount(); ++slot)
        if (m_slots[slot].here && m_slots[slot].snapshot != m_snapshot)
            vacate(slot);
}

void ConnectionStore::recycle()
{
    for (const Slot slot : m_left)
        m_slots[slot].row = {};
    m_free.insert(m_free.end(), m_left.begin(), m_left.end());
    m_left.clear();
}

const ConnectionRow* ConnectionStore::find(const QString& id) const
{
    const auto known = m_slotOf.constFind(id);
    return known == m_slotOf.cend() ? nullptr : &m_slots[*known].row;
}

} // namespace sluice
