#include "core/net/handshakeline.h"

#include <utility>

namespace sluice {

void HandshakeLine::Link::insertBefore(Link& other)
{
    before = other.before;
    behind = &other;
    before->behind = this;
    other.before = this;
}

void HandshakeLine::Link::remove()
{
    before->behind = behind;
    behind->before = before;
    before = behind = this;
}

std::size_t HandshakeLine::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

std::uint64_t HandshakeLine::report(std::chrono::steady_clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    if (m_unreported == 0 || now < m_nextReport)
        return 0;
    m_nextReport = now + std::chrono::seconds(1);
    return std::exchange(m_unreported, 0);
}

std::uint64_t HandshakeLine::Wing::report(std::chrono::steady_clock::time_point now)
{
    return m_line.report(now);
}

HandshakeLine::Wing::Wing(HandshakeLine& line, std::function<void()> call)
    : m_line(line), m_call(std::move(call))
{
}

void HandshakeLine::Wing::enter(Waiter& waiter, std::size_t most)
{
    const std::lock_guard lock(m_line.m_mutex);
    waiter.m_wing = this;
    waiter.m_isChosen = false;
    waiter.insertBefore(m_line.m_first);
    ++m_line.m_size;
    // More than one only when the limit has been lowered.
    while (m_line.m_size > most)
        m_line.chooseFirst();
}

// Its wing stands for as long as it is in line, which is as long as the mutex is held.
void HandshakeLine::chooseFirst()
{
    Waiter& waiter = waiterOf(*m_first.behind);
    Wing& wing = *waiter.m_wing;
    waiter.remove();
    waiter.insertBefore(wing.m_chosen);
    waiter.m_isChosen = true;
    --m_size;
    if (!std::exchange(wing.m_isCalled, true))
        wing.m_call();
}

void HandshakeLine::Wing::leave(Waiter& waiter)
{
    if (!waiter.m_wing)
        return;
    const std::lock_guard lock(m_line.m_mutex);
    waiter.m_wing = nullptr;
    waiter.remove();
    m_line.m_size -= waiter.m_isChosen ? 0 : 1;
}

std::size_t HandshakeLine::Wing::clear()
{
    std::size_t count = 0;
    std::unique_lock lock(m_line.m_mutex);
    while (!m_chosen.isAlone() && count < atATime) {
        Waiter& waiter = waiterOf(*m_chosen.behind);
        waiter.remove();
        waiter.m_wing = nullptr;
        lock.unlock();
        waiter.makeRoom();
        ++count;
        lock.lock();
    }
    m_line.m_unreported += count;
    m_isCalled = !m_chosen.isAlone();
    if (m_isCalled)
        m_call();
    return count;
}

} // namespace sluice
