#include "core/runtime/turnshare.h"

#include <algorithm>
#include <utility>

namespace sluice {

TurnShare::TurnShare(std::function<Time()> now, std::chrono::microseconds share)
    : m_now(std::move(now)), m_share(share)
{
}

void TurnShare::begin()
{
    m_used = {};
    while (!m_line.empty() && !isUsedUp()) {
        const Place next = m_line.front();
        m_line.pop_front();
        if (next.member) {
            next.member->m_waits = false;
            serve(*next.member, next.events);
        }
    }
}

void TurnShare::ask(Member& member, std::uint32_t events)
{
    if (member.m_waits)
        return; // its descriptor is still ready, and says so in every turn
    if (m_line.empty() && !isUsedUp())
        return serve(member, events);
    member.m_waits = true;
    m_line.push_back({ &member, events });
}

void TurnShare::leave(Member& member)
{
    if (!std::exchange(member.m_waits, false))
        return;
    const auto place = std::find_if(m_line.begin(), m_line.end(),
                                    [&](const Place& one) { return one.member == &member; });
    place->member = nullptr;
}

void TurnShare::serve(Member& member, std::uint32_t events)
{
    const Time before = m_now();
    member.haveTurn(events);
    m_used += m_now() - before;
}

} // namespace sluice
