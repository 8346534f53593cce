#include "core/cluster/lineneighbours.h"

namespace sluice {

namespace {

constexpr LineNeighbours::Side other(LineNeighbours::Side side)
{
    return side == LineNeighbours::Side::Before ? LineNeighbours::Side::After
                                                : LineNeighbours::Side::Before;
}

} // namespace

void LineNeighbours::attach(Side side, Tell tell)
{
    m_tell.at(static_cast<std::size_t>(side)) = std::move(tell);
}

void LineNeighbours::detach(Side side)
{
    m_tell.at(static_cast<std::size_t>(side)) = nullptr;
    takeover::Presence gone;
    for (const auto& [id, where] : m_where)
        if (where == side)
            gone.left.push_back(id);
    onPresence(side, gone);
}

std::vector<std::string> LineNeighbours::idsFor(Side side) const
{
    std::vector<std::string> ids = m_own ? m_own() : std::vector<std::string>();
    for (const auto& [id, where] : m_where)
        if (where != side)
            ids.push_back(id);
    return ids;
}

void LineNeighbours::expect(const std::vector<std::string>& ids)
{
    for (const std::string& id : ids)
        m_where.insert_or_assign(id, Side::Before);
}

void LineNeighbours::hear(Side side, const takeover::Line& line)
{
    if (const auto* presence = std::get_if<takeover::Presence>(&line)) {
        onPresence(side, *presence);
    } else if (const auto* takenOver = std::get_if<takeover::TakenOver>(&line)) {
        onTakenOver(side, *takenOver);
    } else if (const auto* close = std::get_if<takeover::Close>(&line)) {
        onClose(side, *close);
    } else if (const auto* words = std::get_if<takeover::Said>(&line)) {
        tell(other(side), line);
        Q_EMIT said(words->utterance);
    }
}

void LineNeighbours::onPresence(Side side, const takeover::Presence& presence)
{
    takeover::Presence news; // to us, and so to the other side
    for (const std::string& id : presence.joined)
        if (m_where.insert_or_assign(id, side).second)
            news.joined.push_back(id);
    for (const std::string& id : presence.left)
        if (const auto found = m_where.find(id); found != m_where.end() && found->second == side) {
            m_where.erase(found);
            news.left.push_back(id);
        }
    if (news.joined.empty() && news.left.empty())
        return;
    tell(other(side), news);
    for (const std::string& id : news.joined)
        Q_EMIT cameElsewhere(id);
    for (const std::string& id : news.left)
        Q_EMIT wentElsewhere(id);
}

// It has moved to that side, from us or from beyond: for presence it is where it was.
void LineNeighbours::onTakenOver(Side side, const takeover::TakenOver& line)
{
    const bool wasElsewhere = !m_where.insert_or_assign(line.id, side).second;
    tell(other(side), line);
    if (!wasElsewhere)
        Q_EMIT ousted(line.id);
}

void LineNeighbours::onClose(Side side, const takeover::Close& line)
{
    const auto found = m_where.find(line.id);
    if (found == m_where.end())
        Q_EMIT closeAsked(line.id, line.reason);
    else if (found->second != side)
        tell(found->second, line);
}

bool LineNeighbours::isAlone() const
{
    return !m_tell.front() && !m_tell.back();
}

void LineNeighbours::joined(const std::string& id)
{
    if (isAlone())
        return;
    if (has(id))
        takenOver(id);
    else
        tellBoth(takeover::Presence { { id }, {} });
}

void LineNeighbours::left(const std::string& id)
{
    if (!isAlone() && !has(id)) // else it lives elsewhere by now
        tellBoth(takeover::Presence { {}, { id } });
}

void LineNeighbours::takenOver(const std::string& id)
{
    if (m_where.erase(id) > 0)
        tellBoth(takeover::TakenOver { id });
}

bool LineNeighbours::closeClient(const std::string& id, CloseReason reason)
{
    const auto found = m_where.find(id);
    if (found == m_where.end())
        return false;
    tell(found->second, takeover::Close { id, reason });
    return true;
}

void LineNeighbours::say(const wire::Utterance& utterance)
{
    tellBoth(takeover::Said { utterance });
}

void LineNeighbours::tell(Side side, const takeover::Line& line) const
{
    if (const Tell& tell = m_tell.at(static_cast<std::size_t>(side)))
        tell(line);
}

void LineNeighbours::tellBoth(const takeover::Line& line) const
{
    tell(Side::Before, line);
    tell(Side::After, line);
}

} // namespace sluice
