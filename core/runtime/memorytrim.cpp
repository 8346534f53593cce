#include "core/runtime/memorytrim.h"

#include <algorithm>
#include <malloc.h>
#include <utility>

namespace sluice {

MemoryTrim::MemoryTrim(std::chrono::milliseconds calm, std::function<void()> trim, QObject* parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(calm);
    connect(&m_timer, &QTimer::timeout, this, [trim = std::move(trim)] { trim(); });
}

void MemoryTrim::clientsLeft(std::uint64_t clients)
{
    m_most = std::max(m_most, clients + 1);
    if (m_most - clients < std::max(worthwhile, m_most / 2))
        return;
    m_most = clients;
    m_timer.start(); // anew: it comes once, when the crowd is through the door
}

void MemoryTrim::giveBack()
{
    ::malloc_trim(0);
}

} // namespace sluice
