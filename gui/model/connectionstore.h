#pragma once

#include "gui/model/connectionrow.h"
#include <QHash>
#include <optional>
#include <vector>

namespace sluice {

// All connections of a server, as the stream tells of them: slots that never move, and a hash from
// id to slot. Cheap to write to; who shows it looks when it likes. A value, of the console's
// thread.
class ConnectionStore {
public:
    using Slot = quint32;

    void put(ConnectionRow row); // a newcomer, or what has changed
    std::optional<ConnectionRow> remove(const QString& id); // how it last looked
    // Between these, what is not put again has left; what is, stays the same connection.
    void beginSnapshot();
    void endSnapshot();
    // The slots of those who left keep their last look until this; then newcomers may take them.
    void recycle();
    quint64 revision() const { return m_revision; } // another one after each change

    std::size_t count() const { return static_cast<std::size_t>(m_slotOf.size()); }
    Slot slotCount() const { return static_cast<Slot>(m_slots.size()); }
    bool isHere(Slot slot) const { return m_slots[slot].here; }
    const ConnectionRow& row(Slot slot) const { return m_slots[slot].row; }
    // Tells a connection from another that has its slot, or even its id, later.
    quint64 serial(Slot slot) const { return m_slots[slot].serial; }
    const ConnectionRow* find(const QString& id) const;

private:
    struct Entry {
        ConnectionRow row;
        quint64 serial = 0;
        quint32 snapshot = 0; // the last one that had it
        bool here = false;
    };
    void vacate(Slot slot);

    std::vector<Entry> m_slots;
    std::vector<Slot> m_left; // since the last recycle()
    std::vector<Slot> m_free;
    QHash<QString, Slot> m_slotOf;
    quint64 m_lastSerial = 0;
    quint64 m_revision = 0;
    quint32 m_snapshot = 0;
};

} // namespace sluice
