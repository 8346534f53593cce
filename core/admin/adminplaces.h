#pragma once

#include "core/admin/adminwire.h"
#include <atomic>
#include <cstdint>

namespace sluice {

// How many consoles may watch from elsewhere. Any thread.
class AdminPlaces {
public:
    bool isFull() const { return m_taken >= adminwire::maxSubscribers; }
    // False: there is none left.
    bool take()
    {
        if (m_taken++ < adminwire::maxSubscribers)
            return true;
        --m_taken;
        return false;
    }
    void release() { --m_taken; }

private:
    std::atomic<std::uint32_t> m_taken { 0 };
};

} // namespace sluice
