#pragma once

#include "core/cluster/neighbours.h"
#include <set>
#include <vector>

namespace sluice {

// Clients elsewhere, as a test places them; keeps what the hub orders.
class RecordingNeighbours final : public Neighbours {
public:
    std::set<std::string> elsewhere;
    std::vector<std::string> orders;

    std::uint64_t count() const override { return elsewhere.size(); }
    bool has(const std::string& id) const override { return elsewhere.count(id) > 0; }
    void joined(const std::string& id) override { orders.push_back("joined " + id); }
    void left(const std::string& id) override { orders.push_back("left " + id); }
    void takenOver(const std::string& id) override
    {
        elsewhere.erase(id);
        orders.push_back("taken over " + id);
    }
    bool closeClient(const std::string& id, CloseReason reason) override
    {
        if (has(id))
            orders.push_back("close " + id + ' ' + std::string(closeRow(reason).token));
        return has(id);
    }
    void say(const wire::Utterance& utterance) override { orders.push_back(utterance.text); }
};

} // namespace sluice
