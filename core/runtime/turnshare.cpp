#include "core/runtime/turnshare.h"

#include <algorithm>
#include <utility>

namespace sluice {

void TurnShare::begin()
{
    m_used = {};
    while (!m_line.empty() && isOpen()) {
        const Place next = m_line.front();
        m_line.pop_front();
        if (!next.member)
            continue;
        next.member->m_share = nullptr;
        next.member->m_isHeld = false;
        serve(*next.member, next.events);
    }
}

void TurnShare::ask(Member& member, std::uint32_t events)
{
    if (member.m_share && member.m_share != this)
        return member.m_share->ask(member, events);
    if (!member.m_share) {
        if (m_line.empty() && isOpen())
            return serve(member, events);
        member.m_share = this;
        m_line.push_back({ &member, events });
    }
    // Else its descriptor, which is still ready, would say so in turn after turn.
    if (m_restraint.isPausing() && !std::exchange(member.m_isHeld, true))
        member.holdBack();
}

void TurnShare::leave(Member& member)
{
    TurnShare* share = std::exchange(member.m_share, nullptr);
    if (!share)
        return;
    const auto place = std::find_if(share->m_line.begin(), share->m_line.end(),
                                    [&](const Place& one) { return one.member == &member; });
    place->member = nullptr;
}

void TurnShare::serve(Member& member, std::uint32_t events)
{
    const Restraint::Duration started = m_restraint.start();
    member.haveTurn(events);
    m_used += m_restraint.done(started);
}

} // namespace sluice
