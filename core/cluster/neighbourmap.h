#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice {

// Which client is at which other node. Pure value.
class NeighbourMap {
public:
    struct Node {
        std::string name;
        std::uint64_t clients = 0;
    };

    bool has(const std::string& id) const { return m_clients.count(id) > 0; }
    std::uint64_t size() const { return m_clients.size(); }
    std::string_view nodeOf(const std::string& id) const; // empty: nowhere
    const std::map<std::string, Node>& nodes() const { return m_nodes; } // by id

    void nameNode(const std::string& node, const std::string& name);
    bool put(const std::string& id, const std::string& node); // true: was nowhere
    bool remove(const std::string& id, std::string_view node); // true: was there; "": anywhere
    std::vector<std::string> removeNode(const std::string& node); // who was there
    std::vector<std::string> clients() const;

private:
    using Nodes = std::map<std::string, Node>;
    Nodes m_nodes;
    std::unordered_map<std::string, Nodes::iterator> m_clients;
};

} // namespace sluice
