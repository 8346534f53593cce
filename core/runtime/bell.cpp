#include "core/runtime/bell.h"

#include <QString>
#include <algorithm>
#include <cerrno>
#include <sys/eventfd.h>
#include <unistd.h>

namespace sluice {

namespace {
thread_local BellTurn* currentTurn = nullptr;
}

Bell::Bell() : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_fd < 0)
        qFatal("eventfd failed: %s", qPrintable(qt_error_string(errno)));
}

Bell::~Bell()
{
    close(m_fd);
}

void Bell::ring() const
{
    if (!m_rung.exchange(true))
        eventfd_write(m_fd, 1);
}

void Bell::quieten() const
{
    eventfd_t count = 0;
    eventfd_read(m_fd, &count);
    // Who rings before this has laid down before what is looked for after it; hence an exchange.
    m_rung.exchange(false);
}

BellTurn::BellTurn() : m_outer(currentTurn)
{
    currentTurn = this;
}

BellTurn::~BellTurn()
{
    ringHeld();
    currentTurn = m_outer;
}

void BellTurn::ringAtTurnsEnd(const SharedBell& bell)
{
    if (!currentTurn)
        return bell->ring();
    auto& held = currentTurn->m_held;
    if (std::find(held.begin(), held.end(), bell) == held.end())
        held.push_back(bell);
}

void BellTurn::ringHeld()
{
    for (BellTurn* turn = currentTurn; turn; turn = turn->m_outer) {
        for (const SharedBell& bell : turn->m_held)
            bell->ring();
        turn->m_held.clear();
    }
}

} // namespace sluice
