#include "core/runtime/bell.h"

#include <QString>
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
    eventfd_write(m_fd, 1);
}

void Bell::quieten() const
{
    eventfd_t count = 0;
    eventfd_read(m_fd, &count);
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
    if (currentTurn)
        currentTurn->m_held.push_back(bell);
    else
        bell->ring();
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
