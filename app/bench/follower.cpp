#include "app/bench/follower.h"
#include <algorithm>

namespace sluice::bench {

using namespace std::chrono_literals;

std::string Follower::query() const
{
    if (m_id.empty())
        return {};
    return "session=" + m_session + "&epoch=" + m_epoch + "&offset=" + std::to_string(m_offset);
}

std::string Follower::path(std::string_view path) const
{
    std::string whole(path);
    if (!m_id.empty())
        whole += (path.find('?') == std::string_view::npos ? "?" : "&") + query();
    return whole;
}

void Follower::dialled(Time now)
{
    m_underWay = {};
    m_underWay.begun = now;
    m_underWay.asked = m_offset;
}

void Follower::welcomed(const WelcomeFrame& welcome, FollowCounts& counts)
{
    const bool first = m_id.empty();
    const bool recovered = welcome.recovered && welcome.epoch == m_epoch
        && welcome.offset == m_underWay.asked && welcome.id == m_id;
    if (!first) {
        ++m_moves;
        ++counts.moves;
        counts.forcedMoves += m_forced ? 1 : 0;
        counts.faults.unrecovered += recovered ? 0 : 1;
    }
    m_current = std::move(m_underWay);
    m_current.node = welcome.node;
    m_current.offset = welcome.offset;
    m_id = welcome.id;
    m_session = welcome.session;
    m_epoch = welcome.epoch;
    // The connection before may have brought more while this one was being opened.
    m_offset = recovered ? std::max(m_offset, welcome.offset) : welcome.offset;
    m_farewell.reset();
    m_failures = 0;
    m_forced = false;
}

void Follower::refused(FollowCounts& counts)
{
    ++counts.faults.refused;
}

bool Follower::placed(std::uint64_t offset, FollowCounts& counts)
{
    if (offset <= m_current.offset) // what one connection brings rises, whatever another brought
        return ++counts.faults.repeated, false;
    m_current.offset = offset;
    if (offset <= m_offset)
        return false;
    m_offset = offset;
    return true;
}

void Follower::checked(const PayloadCheck& check, std::uint32_t run, FollowCounts& counts)
{
    if (check.kind == PayloadCheck::Kind::NotOurs)
        return; // there may be other traffic
    if (m_ledger.accept(check, std::nullopt, run, counts.faults))
        ++counts.deliveries;
}

std::chrono::milliseconds Follower::noticed(const DrainFrame& drain, Time now, FollowCounts& counts)
{
    if (!m_current.told) {
        m_current.told = true;
        m_current.drain = { m_current.node, drain.deadline };
        const auto [known, isNew] = counts.drains.try_emplace(m_current.drain);
        if (isNew)
            known->second.heard = now;
        // Somebody knew of this drain before this client set out for the node.
        if (known->second.heard < m_current.begun)
            ++counts.faults.ontoDraining;
        ++known->second.told;
        ++counts.notices;
    }
    return drain.reconnectIn;
}

void Follower::stays(FollowCounts& counts)
{
    if (!m_current.told)
        return;
    m_current.told = false;
    --counts.notices;
    --counts.drains[m_current.drain].told;
}

Follower::AfterEnd Follower::ended(bool underWay, FollowCounts& counts)
{
    if (underWay)
        return AfterEnd::Wait; // perhaps as "replaced": its welcome is on the way
    if (m_farewell && !m_farewell->reconnect)
        return ++counts.faults.closed, AfterEnd::Stop;
    m_forced = !m_current.told;
    return AfterEnd::ComeBack;
}

std::chrono::milliseconds Follower::pause(double luck)
{
    const auto limit
        = std::min<std::chrono::milliseconds>(30s, 1000ms * (1 << std::min(m_failures, 5U)));
    ++m_failures;
    const auto own = std::chrono::milliseconds(
        static_cast<std::int64_t>(luck * static_cast<double>(limit.count())));
    const auto asked = m_farewell ? m_farewell->reconnectIn : 0ms;
    m_farewell.reset();
    return std::max(own, asked);
}

} // namespace sluice::bench
