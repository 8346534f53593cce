#pragma once

#include "core/admin/adminoutlet.h"
#include "core/admin/adminrequest.h"
#include "core/admin/adminwire.h"
#include <cstddef>
#include <memory>
#include <string>

namespace sluice {

// One who watches: what it asked for, and how far behind it reads. Control thread.
class AdminSubscriber {
public:
    AdminSubscriber(std::unique_ptr<AdminOutlet> outlet, adminwire::Role role);

    adminwire::Role role() const { return m_role; }
    bool isRemote() const { return m_outlet->isRemote(); }
    const adminrequest::Subscribe& wishes() const { return m_wishes; }
    void wish(const adminrequest::Subscribe& wishes) { m_wishes = wishes; }

    // Greeting, answers and the end: sent whatever waits before them.
    void tell(std::string message);
    // News. Once its queue is full a subscriber hears none until it has read all of it.
    void report(const SharedText& message);
    bool isLost() const { return m_lost; }
    // Whether a large report should go on now, or rather wait for the reader.
    bool hasRoom() const { return m_unread < adminwire::queueBytes / 2; }
    // True: it was lost and has read everything. It must start afresh.
    bool taken(std::size_t octets);
    void end() { m_outlet->end(); }

private:
    void send(SharedText message);

    std::unique_ptr<AdminOutlet> m_outlet;
    adminwire::Role m_role;
    adminrequest::Subscribe m_wishes;
    std::size_t m_unread = 0; // by adminwire::queued()
    bool m_lost = false;
};

} // namespace sluice
