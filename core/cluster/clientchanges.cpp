#include "core/cluster/clientchanges.h"

#include <algorithm>
#include <map>

namespace sluice {

void ClientChanges::add(char what, const std::string& id, const IsOurs& isOurs)
{
    m_changes.emplace_back(what, id);
    if (m_changes.size() >= m_tooMany)
        shorten(isOurs);
}

std::vector<ClientChanges::Change> ClientChanges::take(std::size_t most)
{
    const auto end
        = m_changes.begin() + static_cast<std::ptrdiff_t>(std::min(m_changes.size(), most));
    std::vector<Change> taken(std::make_move_iterator(m_changes.begin()),
                              std::make_move_iterator(end));
    m_changes.erase(m_changes.begin(), end);
    return taken;
}

void ClientChanges::putBack(const std::vector<Change>& taken)
{
    m_changes.insert(m_changes.begin(), taken.begin(), taken.end());
}

// What counts is how it has ended for each. Who came and went meanwhile never was.
void ClientChanges::shorten(const IsOurs& isOurs)
{
    struct Facts {
        bool wasOurs = false;
        bool takesAPlace = false;
    };
    std::map<std::string, Facts> seen;
    for (const auto& [what, id] : m_changes) {
        const auto place = seen.try_emplace(id, Facts { what == 'l', false }).first;
        place->second.takesAPlace = place->second.takesAPlace || what == 't';
    }
    m_changes.clear();
    for (const auto& [id, facts] : seen) {
        if (isOurs(id))
            m_changes.emplace_back(facts.takesAPlace ? 't' : 'j', id);
        else if (facts.wasOurs)
            m_changes.emplace_back('l', id);
    }
    m_tooMany = std::max(many, 2 * m_changes.size());
}

} // namespace sluice
