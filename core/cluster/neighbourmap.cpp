#include "core/cluster/neighbourmap.h"

namespace sluice {

std::string_view NeighbourMap::nodeOf(const std::string& id) const
{
    const auto found = m_clients.find(id);
    return found == m_clients.end() ? std::string_view() : found->second->first;
}

void NeighbourMap::nameNode(const std::string& node, const std::string& name)
{
    m_nodes[node].name = name;
}

bool NeighbourMap::put(const std::string& id, const std::string& node)
{
    const auto home = m_nodes.try_emplace(node).first;
    const auto [place, isNew] = m_clients.try_emplace(id, home);
    if (!isNew)
        --place->second->second.clients;
    place->second = home;
    ++home->second.clients;
    return isNew;
}

bool NeighbourMap::remove(const std::string& id, std::string_view node)
{
    const auto found = m_clients.find(id);
    if (found == m_clients.end() || (!node.empty() && found->second->first != node))
        return false;
    --found->second->second.clients;
    m_clients.erase(found);
    return true;
}

std::vector<std::string> NeighbourMap::removeNode(const std::string& node)
{
    std::vector<std::string> were;
    for (auto client = m_clients.begin(); client != m_clients.end();) {
        if (client->second->first == node) {
            were.push_back(client->first);
            client = m_clients.erase(client);
        } else {
            ++client;
        }
    }
    m_nodes.erase(node);
    return were;
}

std::vector<std::string> NeighbourMap::clients() const
{
    std::vector<std::string> all;
    all.reserve(m_clients.size());
    for (const auto& [id, node] : m_clients)
        all.push_back(id);
    return all;
}

} // namespace sluice
